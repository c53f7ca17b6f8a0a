package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.muster.access.brake.TooOften;

/** Changes the caller's own password: every other session of his, and what a header of his was remembered for, ends. */
@Singleton
public class OwnPassword {

    /** What came of it. */
    public enum Outcome {
        /** It is changed. */
        DONE,
        /** The old one is not right. */
        WRONG
    }

    private final Accounts accounts;
    private final Admission admission;
    private final Authenticator authenticator;
    private final Trail trail;
    private final Passwords passwords = new Passwords();

    @Inject
    OwnPassword(Accounts accounts, Admission admission, Authenticator authenticator, Trail trail) {
        this.accounts = accounts;
        this.admission = admission;
        this.authenticator = authenticator;
        this.trail = trail;
    }

    /** What is wrong with a new password, empty if nothing. */
    public Optional<String> wrong(Caller caller, String old, String wanted) {
        if (accounts.find(caller.id()).map(Account::passwordHash).orElse("").isEmpty()) {
            return Optional.of("is not kept here: change it where you log in from");
        }
        return wanted.equals(old) ? Optional.of("must be another one") : PasswordRules.wrong(wanted, caller.name());
    }

    /**
     * Changes it, if the old one is right.
     *
     * @param wanted which {@link #wrong} has nothing against
     * @throws TooOften if it was tried too often
     */
    public Outcome change(Caller caller, String old, String wanted, HttpServletRequest request) {
        Verdict verdict = authenticator.verify(caller.name(), old, caller.sourceIp());
        if (verdict.isLater()) {
            throw new TooOften(verdict.delay());
        }
        Account known = verdict.account();
        if (known == null || known.id() != caller.id() || known.passwordHash().isEmpty()) {
            return Outcome.WRONG;
        }
        String hash = passwords.hash(wanted);
        Optional<Account> changed = trail.record(
                caller,
                "password.change",
                "user:" + caller.id(),
                "",
                () -> accounts.newPassword(known.id(), known.passwordHash(), hash));
        if (changed.isEmpty()) {
            return Outcome.WRONG;
        }
        if (MusterAuthentication.isBySession(request)) {
            admission.begin(request, changed.get());
        }
        return Outcome.DONE;
    }
}
