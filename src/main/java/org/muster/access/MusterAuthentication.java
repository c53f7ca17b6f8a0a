package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.muster.access.jwt.AccessTokens;
import org.muster.access.rights.Permission;
import org.muster.access.token.ApiToken;
import org.muster.access.token.Tokens;
import org.muster.platform.DatabaseException;

/**
 * The one way in: a token (or HTTP Basic, where that is on) on the API, a session made by {@link Login} everywhere. Denies what isn't open.
 * A 401 carries no challenge, so that no browser asks for a password by itself.
 */
@Singleton
public class MusterAuthentication implements HttpAuthenticationMechanism {

    private static final System.Logger LOG = System.getLogger(MusterAuthentication.class.getName());
    private static final String BY_SESSION = MusterAuthentication.class.getName() + ".session";

    private final Accounts accounts;
    private final Admission admission;
    private final Authenticator authenticator;
    private final Callers callers;
    private final Tokens tokens;
    private final SecondStep second;
    private final BasicCache verified = new BasicCache();
    private final AccessConfig config = AccessConfig.configured();

    @Inject
    MusterAuthentication(
            Accounts accounts,
            Admission admission,
            Authenticator authenticator,
            Callers callers,
            Tokens tokens,
            SecondStep second) {
        this.second = second;
        this.admission = admission;
        this.tokens = tokens;
        this.accounts = accounts;
        this.authenticator = authenticator;
        this.callers = callers;
    }

    /** Whether a session, not a header, says who the caller is. */
    static boolean isBySession(HttpServletRequest request) {
        return request.getAttribute(BY_SESSION) != null;
    }

    @Override
    public AuthenticationStatus validateRequest(
            HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String path = Paths.of(request);
        SecurityHeaders.set(response, path, config.isTls());
        if (Paths.isOpen(path)) {
            return context.doNothing();
        }
        try {
            return identified(path, request, response, context);
        } catch (DatabaseException e) {
            LOG.log(System.Logger.Level.ERROR, "Nobody can be let in: the database does not answer.", e);
            return refused(Refusal.UNAVAILABLE, request, response);
        }
    }

    private AuthenticationStatus identified(
            String path, HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String header = request.getHeader("Authorization");
        if (header != null && Paths.isApi(path)) {
            return byHeader(header, request, response, context);
        }
        Optional<Account> account = admission.browser(request);
        if (account.isEmpty()) {
            return Paths.isApi(path) ? refused(Refusal.UNAUTHORIZED, request, response) : toLogin(request, response);
        }
        request.setAttribute(BY_SESSION, true);
        return letIn(account.get(), request, response, context);
    }

    private AuthenticationStatus byHeader(
            String header, HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String source = Sources.of(request, config.tls());
        if (Tokens.isIn(header)) {
            return byToken(header, source, request, response, context);
        }
        if (AccessTokens.isIn(header)) {
            Optional<Account> account = admission.program(request, AccessTokens.in(header));
            return account.isPresent()
                    ? letIn(account.get(), request, response, context)
                    : refused(Refusal.UNAUTHORIZED, request, response);
        }
        if (!config.basic()) {
            return refused(Refusal.UNAUTHORIZED, request, response);
        }
        Verdict verdict = verified.verdict(header, System.nanoTime(), () -> BasicHeader.parse(header)
                .map(basic -> authenticator.verify(basic.name(), basic.password(), source))
                .orElse(Verdict.REFUSED));
        if (verdict.isLater()) {
            response.setHeader("Retry-After", Long.toString(verdict.retryAfter()));
            return refused(Refusal.TOO_MANY, request, response);
        }
        if (verdict.unavailable()) {
            return refused(Refusal.DIRECTORY, request, response);
        }
        Optional<Account> account = verdict.who().flatMap(this::asItIsNow).filter(known -> !second.isWanted(known));
        return account.isPresent()
                ? letIn(account.get(), request, response, context)
                : refused(Refusal.UNAUTHORIZED, request, response);
    }

    private AuthenticationStatus byToken(
            String header,
            String source,
            HttpServletRequest request,
            HttpServletResponse response,
            HttpMessageContext context) {
        Optional<ApiToken> token = tokens.find(header, source);
        Optional<Account> account =
                token.flatMap(known -> accounts.find(known.account())).filter(now -> now.isLetIn(Instant.now()));
        if (token.isEmpty() || account.isEmpty()) {
            return refused(Refusal.UNAUTHORIZED, request, response);
        }
        return account.get().mustChange()
                ? refused(Refusal.PASSWORD_DUE, request, response)
                : letIn(callers.of(account.get(), token.get(), source), request, response, context);
    }

    private Optional<Account> asItIsNow(Account verifiedOnce) {
        return accounts.find(verifiedOnce.id())
                .filter(now -> now.isLetIn(Instant.now()) && now.kind() == Account.Kind.PERSON)
                .filter(now -> now.passwordHash().equals(verifiedOnce.passwordHash()));
    }

    private AuthenticationStatus letIn(
            Account account, HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        String path = Paths.of(request);
        if (account.mustChange() && !Paths.isForNewPassword(path)) {
            return Paths.isApi(path)
                    ? refused(Refusal.PASSWORD_DUE, request, response)
                    : to(Paths.PASSWORD, request, response);
        }
        return letIn(callers.of(account, Sources.of(request, config.tls())), request, response, context);
    }

    /** What the server itself answers with nobody deciding after us is decided here. */
    private static AuthenticationStatus letIn(
            Caller caller, HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
        if (Paths.isMetrics(Paths.of(request)) && !caller.may(Permission.METRICS_READ)) {
            return refused(Refusal.METRICS, request, response);
        }
        Callers.set(request, caller);
        return context.notifyContainerAboutLogin(caller.name(), Set.of("user"));
    }

    private static AuthenticationStatus toLogin(HttpServletRequest request, HttpServletResponse response) {
        String login = request.getContextPath() + Paths.LOGIN;
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", login); // htmx would put the login page into the table
            return refused(Refusal.UNAUTHORIZED, request, response);
        }
        return to(Paths.LOGIN, request, response);
    }

    private static AuthenticationStatus to(String path, HttpServletRequest request, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", request.getContextPath() + path);
        return AuthenticationStatus.SEND_CONTINUE;
    }

    private static AuthenticationStatus refused(
            Refusal refusal, HttpServletRequest request, HttpServletResponse response) {
        try {
            refusal.send(request, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return AuthenticationStatus.SEND_FAILURE;
    }
}
