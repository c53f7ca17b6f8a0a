package org.muster.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a browser's cookie stands for: the number of a login, which the database knows, and nothing that could grow old. */
final class BrowserSession {

    private static final String LOGIN = "muster.login";

    private static final String HALFWAY = "muster.halfway";

    /** Somebody who gave the right password, and not the code yet. */
    record Halfway(long account, String proof, Instant since) implements Serializable {}

    private BrowserSession() {}

    /** Begins one under a new id; whatever the browser brought is over. */
    static void begin(HttpServletRequest request, long login, Duration idle) {
        end(request);
        HttpSession session = request.getSession(true);
        session.setMaxInactiveInterval((int) idle.toSeconds());
        session.setAttribute(LOGIN, login);
    }

    /** Begins one that is good for the next step only. */
    static void goHalfway(HttpServletRequest request, Halfway halfway) {
        end(request);
        request.getSession(true).setAttribute(HALFWAY, halfway);
    }

    static Optional<Halfway> halfway(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(HALFWAY) instanceof Halfway halfway
                ? Optional.of(halfway)
                : Optional.empty();
    }

    static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** The login's number, if the browser has logged in. */
    static Optional<Long> login(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(LOGIN) instanceof Long login
                ? Optional.of(login)
                : Optional.empty();
    }
}
