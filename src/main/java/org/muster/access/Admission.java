package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.access.session.Proof;
import org.muster.access.session.Session;
import org.muster.access.session.Sessions;

/**
 * The one way from "somebody has proved to be this account", by whatever means, to a session; and back from a session to
 * the account, as long as that is let in.
 */
@Singleton
public class Admission {

    private static final String LOGIN = Admission.class.getName();

    private final Accounts accounts;
    private final Sessions sessions;
    private final Audit audit;
    private final AccessConfig config = AccessConfig.configured();

    @Inject
    public Admission(Accounts accounts, Sessions sessions, Audit audit) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
    }

    /**
     * Begins a browser's session under a new id; its cookie goes out with the response.
     *
     * @param account who it was proved to be
     * @param how by what, for the audit trail: such as {@code password}
     * @return false if the account is not let in (it is disabled, over or none of a person)
     */
    public boolean browser(HttpServletRequest request, Account account, String how) {
        if (!admitted(request, account, how)) {
            return false;
        }
        begin(request, account);
        return true;
    }

    /** The same for somebody who is in already: with another password, say. */
    void begin(HttpServletRequest request, Account account) {
        leave(request);
        Session session = sessions.page(account.id(), proof(account), circumstances(request));
        BrowserSession.begin(request, session.id(), config.sessionIdle());
    }

    /** Whether the account is let in; that it is, or is not, is recorded. */
    private boolean admitted(HttpServletRequest request, Account account, String how) {
        boolean in = isPersonLetIn(account);
        audit.record(account.name(), Sources.of(request, config.tls()), "login", "", in, how);
        return in;
    }

    /** Ends the session that the request comes by. */
    void leave(HttpServletRequest request) {
        login(request)
                .or(() -> BrowserSession.login(request))
                .flatMap(sessions::find)
                .ifPresent(session -> {
                    sessions.end(session.account(), session.id());
                });
        BrowserSession.end(request);
    }

    /** Whose session a browser comes with, if it is not over, and the account is let in with the same password. */
    Optional<Account> browser(HttpServletRequest request) {
        Optional<Long> login = BrowserSession.login(request);
        Optional<Account> account = login.flatMap(id -> holder(request, id, Session.Kind.PAGE, null));
        if (account.isEmpty() && login.isPresent()) {
            BrowserSession.end(request);
        }
        return account;
    }

    /**
     * Whose session that is.
     *
     * @param claimed whose it is said to be, null if nothing is said
     */
    Optional<Account> holder(HttpServletRequest request, long login, Session.Kind kind, @Nullable Long claimed) {
        Optional<Account> holder = sessions.find(login)
                .filter(session -> session.kind() == kind && (claimed == null || claimed == session.account()))
                .flatMap(session -> accounts.find(session.account())
                        .filter(account ->
                                isPersonLetIn(account) && proof(account).equals(session.proof())));
        if (holder.isPresent()) {
            request.setAttribute(LOGIN, login);
        }
        return holder;
    }

    /** All of an account that somebody still gets in by, the latest first. */
    public List<Session> sessions(Account account) {
        return sessions.of(account.id()).stream()
                .filter(session -> session.proof().equals(proof(account)))
                .toList();
    }

    /** The number of the session that a request was let in by, if it was by one. */
    public static Optional<Long> login(HttpServletRequest request) {
        return request.getAttribute(LOGIN) instanceof Long login ? Optional.of(login) : Optional.empty();
    }

    private static boolean isPersonLetIn(Account account) {
        return account.isLetIn(Instant.now()) && account.kind() == Account.Kind.PERSON;
    }

    private static String proof(Account account) {
        return Proof.of(account.passwordHash());
    }

    private Sessions.Circumstances circumstances(HttpServletRequest request) {
        return new Sessions.Circumstances(
                Sources.of(request, config.tls()),
                request.getHeader("User-Agent"),
                config.sessionIdle(),
                config.sessionLength());
    }
}
