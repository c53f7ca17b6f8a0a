package org.muster.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whose a browser's session is. A session holds an account's id and nothing that could grow old with it. */
final class Sessions {

    private static final String ACCOUNT = "muster.account";
    private static final String PROOF = "muster.proof";

    private Sessions() {}

    /** Begins a session under a new id; whatever session the browser brought is over. */
    static void begin(HttpServletRequest request, Account account, Duration idle) {
        end(request);
        HttpSession session = request.getSession(true);
        session.setMaxInactiveInterval((int) idle.toSeconds());
        session.setAttribute(ACCOUNT, account.id());
        session.setAttribute(PROOF, account.passwordHash().hashCode());
    }

    static void end(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
    }

    /** The account whose session this is, if it is still let in, with the password that it logged in with. */
    static Optional<Account> account(@Nullable HttpSession session, Accounts accounts, Duration length) {
        if (session == null || !(session.getAttribute(ACCOUNT) instanceof Long id)) {
            return Optional.empty();
        }
        Optional<Account> account = accounts.find(id)
                .filter(found -> found.isLetIn(Instant.now()) && found.kind() == Account.Kind.PERSON)
                .filter(found -> session.getAttribute(PROOF) instanceof Integer proof
                        && proof == found.passwordHash().hashCode());
        boolean over = System.currentTimeMillis() - session.getCreationTime() > length.toMillis();
        if (account.isEmpty() || over) {
            session.invalidate();
            return Optional.empty();
        }
        return account;
    }
}
