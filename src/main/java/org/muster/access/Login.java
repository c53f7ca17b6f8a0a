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
        /** Name and password are right; {@link #code} is to come. */
        CODE,
        /** Not a name and password of ours; which of both is wrong is not told. */
        REFUSED,
        /** Too many tries; {@code Retry-After} is set on the response, answer 429. */
        LATER,
        /** The directory that knows this user does not answer, answer 503. */
        UNAVAILABLE
    }

    private final Authenticator authenticator;
    private final Admission admission;
    private final SecondStep second;
    private final AccessConfig config = AccessConfig.configured();

    @Inject
    Login(Authenticator authenticator, Admission admission, SecondStep second) {
        this.second = second;
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
        if (verdict.unavailable()) {
            return Outcome.UNAVAILABLE;
        }
        Account account = verdict.account();
        if (account != null && second.isWanted(account)) {
            admission.goHalfway(request, account);
            return Outcome.CODE;
        }
        return account != null && admission.browser(request, account, "password") ? Outcome.DONE : Outcome.REFUSED;
    }

    /** Checks the code of the second factor, after the password; refused if that was too long ago. */
    public Outcome code(HttpServletRequest request, HttpServletResponse response, String code) {
        Account account = admission.halfway(request).orElse(null);
        if (account == null) {
            return Outcome.REFUSED;
        }
        Verdict verdict = second.verify(account, code, Sources.of(request, config.tls()));
        if (verdict.isLater()) {
            response.setHeader("Retry-After", Long.toString(verdict.retryAfter()));
            return Outcome.LATER;
        }
        if (verdict.who().isEmpty()) {
            return Outcome.CODE;
        }
        return admission.browser(request, account, "password and second factor") ? Outcome.DONE : Outcome.REFUSED;
    }

    /** Ends the session. */
    public void logout(Caller caller, HttpServletRequest request) {
        admission.logout(caller, request);
    }
}
