package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ServiceUnavailableException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.access.brake.TooOften;

/** Logs programs in: somebody's name and password against tokens. */
@Singleton
public class ProgramLogin {

    private final Authenticator authenticator;
    private final Admission admission;
    private final SecondStep second;
    private final AccessConfig config = AccessConfig.configured();

    @Inject
    ProgramLogin(Authenticator authenticator, Admission admission, SecondStep second) {
        this.second = second;
        this.authenticator = authenticator;
        this.admission = admission;
    }

    /**
     * Checks name and password, and the code of the second factor where that is on.
     *
     * @param code null if none was given
     * @throws TooOften if it was tried too often
     * @throws CodeWanted if the code lacks
     * @throws ServiceUnavailableException if the directory that knows this user does not answer
     */
    public Optional<TokenPair> login(HttpServletRequest request, String name, String password, @Nullable String code) {
        String source = Sources.of(request, config.tls());
        Account account = passed(authenticator.verify(name, password, source));
        if (account == null || !second.isWanted(account)) {
            return Optional.ofNullable(account).flatMap(who -> admission.program(request, who, "password"));
        }
        if (code == null) {
            throw new CodeWanted();
        }
        return Optional.ofNullable(passed(second.verify(account, code, source)))
                .flatMap(who -> admission.program(request, who, "password and second factor"));
    }

    private static @Nullable Account passed(Verdict verdict) {
        if (verdict.isLater()) {
            throw new TooOften(verdict.delay());
        }
        if (verdict.unavailable()) {
            throw new ServiceUnavailableException("The directory that knows this user does not answer now.");
        }
        return verdict.account();
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
