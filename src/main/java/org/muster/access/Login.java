package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Logs a browser in and out. */
@Singleton
public class Login {

    /** What came of a login. */
    public enum Outcome {
        /** The session is there; its cookie goes out with the response. */
        DONE,
        /** Not a name and password of ours; which of both is wrong is not told. */
        REFUSED,
        /** Too many tries; {@code Retry-After} is set on the response, answer 429. */
        LATER
    }

    private final Authenticator authenticator;
    private final Admission admission;
    private final AccessConfig config = AccessConfig.configured();

    @Inject
    Login(Authenticator authenticator, Admission admission) {
        this.authenticator = authenticator;
        this.admission = admission;
    }

    /** Checks name and password and begins a session under a new id. */
    public Outcome login(HttpServletRequest request, HttpServletResponse response, String name, String password) {
        String source = Sources.of(request, config.tls());
        Verdict verdict = authenticator.verify(name, password, source);
        if (verdict.isLater()) {
            response.setHeader("Retry-After", Long.toString(verdict.retryAfter()));
            return Outcome.LATER;
        }
        Account account = verdict.account();
        return account != null && admission.browser(request, account, "password") ? Outcome.DONE : Outcome.REFUSED;
    }

    /** Ends the session. */
    public void logout(Caller caller, HttpServletRequest request) {
        admission.logout(caller, request);
    }
}
