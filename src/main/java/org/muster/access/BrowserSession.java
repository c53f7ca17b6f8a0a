package org.muster.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.util.Optional;

/** What a browser's cookie stands for: the number of a login, which the database knows, and nothing that could grow old. */
final class BrowserSession {

    private static final String LOGIN = "muster.login";

    private BrowserSession() {}

    /** Begins one under a new id; whatever the browser brought is over. */
    static void begin(HttpServletRequest request, long login, Duration idle) {
        end(request);
        HttpSession session = request.getSession(true);
        session.setMaxInactiveInterval((int) idle.toSeconds());
        session.setAttribute(LOGIN, login);
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
