package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.muster.access.brake.TooOften;

/** Logs programs in: somebody's name and password against tokens. */
@Singleton
public class ProgramLogin {

    private final Authenticator authenticator;
    private final Admission admission;
    private final AccessConfig config = AccessConfig.configured();

    @Inject
    ProgramLogin(Authenticator authenticator, Admission admission) {
        this.authenticator = authenticator;
        this.admission = admission;
    }

    /**
     * Checks name and password.
     *
     * @throws TooOften if it was tried too often
     */
    public Optional<TokenPair> login(HttpServletRequest request, String name, String password) {
        Verdict verdict = authenticator.verify(name, password, Sources.of(request, config.tls()));
        if (verdict.isLater()) {
            throw new TooOften(verdict.delay());
        }
        return verdict.who().flatMap(account -> admission.program(request, account, "password"));
    }

    /** The next pair for a refresh token that was not used yet. */
    public Optional<TokenPair> refresh(HttpServletRequest request, String token) {
        return admission.refreshed(request, token);
    }

    /** Ends the session that the request comes by; false if it comes by none. */
    public boolean logout(Caller caller, HttpServletRequest request) {
        return admission.logout(caller, request);
    }
}
