package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.access.jwt.AccessTokens;
import org.muster.access.rights.Group;
import org.muster.access.rights.Groups;
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
    private static final Duration HALFWAY = Duration.ofMinutes(5);

    private final Accounts accounts;
    private final Sessions sessions;
    private final AccessTokens tokens;
    private final Groups groups;
    private final Audit audit;
    private final AccessConfig config = AccessConfig.configured();

    @Inject
    public Admission(Accounts accounts, Sessions sessions, AccessTokens tokens, Groups groups, Audit audit) {
        this.tokens = tokens;
        this.groups = groups;
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

    /** Remembers in the browser's session that somebody knows the password, and no more. */
    void goHalfway(HttpServletRequest request, Account account) {
        leave(request);
        BrowserSession.goHalfway(request, new BrowserSession.Halfway(account.id(), proof(account), Instant.now()));
    }

    /** Who came so far, lately, with the password that is still the account's. */
    Optional<Account> halfway(HttpServletRequest request) {
        return BrowserSession.halfway(request)
                .filter(half -> half.since().plus(HALFWAY).isAfter(Instant.now()))
                .flatMap(half -> accounts.find(half.account())
                        .filter(account ->
                                isPersonLetIn(account) && proof(account).equals(half.proof())));
    }

    /** The same for somebody who is in already: with another password, say. */
    void begin(HttpServletRequest request, Account account) {
        leave(request);
        Session session = sessions.page(
                account.id(), proof(account), from(request, config.sessionIdle(), config.sessionLength()));
        BrowserSession.begin(request, session.id(), config.sessionIdle());
    }

    /**
     * Begins a program's session.
     *
     * @param account who it was proved to be
     * @param how by what, for the audit trail
     * @return empty if the account is not let in
     */
    public Optional<TokenPair> program(HttpServletRequest request, Account account, String how) {
        if (!admitted(request, account, how)) {
            return Optional.empty();
        }
        Duration length = config.refreshLength();
        return Optional.of(pair(account, sessions.token(account.id(), proof(account), from(request, length, length))));
    }

    /** The next tokens for a refresh token that was not used yet. */
    Optional<TokenPair> refreshed(HttpServletRequest request, String token) {
        Optional<Session> family = sessions.family(token);
        if (family.isEmpty()) {
            return Optional.empty(); // anybody may send anything: that alone leaves no row
        }
        Session session = family.get();
        Optional<Account> account = holder(request, session.id(), Session.Kind.TOKEN, null);
        Optional<Sessions.Refreshed> next = account.isEmpty() ? Optional.empty() : sessions.refresh(token);
        String name = accounts.find(session.account()).map(Account::name).orElse("");
        String source = Sources.of(request, config.tls());
        audit.record(name, source, "login.refresh", target(session.id()), next.isPresent(), "");
        return next.map(one -> pair(account.orElseThrow(), one));
    }

    private TokenPair pair(Account account, Sessions.Refreshed family) {
        List<String> names = groups.of(account.id()).stream().map(Group::name).toList();
        String access = tokens.make(
                account.id(), account.name(), names, family.session().id(), config.tokenLength());
        return new TokenPair(access, config.tokenLength(), family.token());
    }

    private static String target(long session) {
        return "session:" + session;
    }

    /** Whether the account is let in; that it is, or is not, is recorded. */
    private boolean admitted(HttpServletRequest request, Account account, String how) {
        boolean in = isPersonLetIn(account);
        audit.record(account.name(), Sources.of(request, config.tls()), "login", "", in, how);
        return in;
    }

    /** Ends the session that the request comes by, and says so; false if it comes by none. */
    boolean logout(Caller caller, HttpServletRequest request) {
        Optional<Long> login = login(request);
        login.ifPresent(id -> {
            audit.record(caller, "logout", target(id), true, "");
            leave(request);
        });
        return login.isPresent();
    }

    private void leave(HttpServletRequest request) {
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

    /** Whose access token it is, if that is good, its session is not over and the account is let in. */
    Optional<Account> program(HttpServletRequest request, String token) {
        return tokens.check(token).flatMap(good -> holder(request, good.session(), Session.Kind.TOKEN, good.account()));
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
    public List<Session> sessions(long id) {
        return accounts.find(id).stream()
                .filter(Admission::isPersonLetIn)
                .flatMap(account -> sessions.of(id).stream()
                        .filter(session -> session.proof().equals(proof(account))))
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

    private Sessions.Circumstances from(HttpServletRequest request, Duration idle, Duration length) {
        return new Sessions.Circumstances(
                Sources.of(request, config.tls()), request.getHeader("User-Agent"), idle, length);
    }
}
