package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.muster.access.brake.TooOften;
import org.muster.access.rights.AccessDenied;
import org.muster.access.totp.Enrolment;
import org.muster.access.totp.SecondFactors;
import org.muster.platform.Refused;

/**
 * The step after the password. Wrong codes are slowed down per account, wherever they come from: only who knows the
 * password comes this far.
 */
@Singleton
public class SecondStep {

    private static final class WrongCode extends RuntimeException implements Refused {

        private static final long serialVersionUID = 1L;

        WrongCode() {
            super("The code is not right.", null, false, false);
        }
    }

    private final SecondFactors factors;
    private final Authenticator authenticator;
    private final Audit audit;
    private final Trail trail;
    private final People people;
    private final LoginThrottle throttle = new LoginThrottle();

    @Inject
    public SecondStep(SecondFactors factors, Authenticator authenticator, Audit audit, Trail trail, People people) {
        this.people = people;
        this.factors = factors;
        this.authenticator = authenticator;
        this.audit = audit;
        this.trail = trail;
    }

    /** Whether a login of that account goes on with a code. */
    boolean isWanted(Account account) {
        return factors.isOn(account.id());
    }

    /** Whether the code is the account's; a wrong one is recorded. */
    Verdict verify(Account account, String code, String source) {
        String key = String.valueOf(account.id());
        Duration wait = throttle.begin(key, key, System.nanoTime());
        if (!wait.isZero()) {
            return Verdict.later(wait);
        }
        if (!factors.use(account.id(), code)) {
            audit.record(account.name(), source, "login", "", false, "second factor");
            return Verdict.REFUSED;
        }
        throttle.forget(key, key);
        return Verdict.accepted(account);
    }

    /** Whether the caller's logins ask for a code. */
    public boolean isOn(Caller caller) {
        return factors.isOn(caller.id());
    }

    /** How many recovery codes the caller has left. */
    public int recoveryCodes(Caller caller) {
        return factors.recoveryCodes(caller.id());
    }

    /**
     * Begins with a seed for an authenticator, if the password is right; nothing if one is on already.
     *
     * @throws TooOften if it was tried too often; so do the next two
     */
    public Optional<Enrolment> enrol(Caller caller, String password) {
        Verdict verdict = authenticator.verify(caller.name(), password, caller.sourceIp());
        Account known = verdict.account();
        if (verdict.isLater()) {
            throw new TooOften(verdict.delay());
        }
        return known == null || known.id() != caller.id()
                ? Optional.empty()
                : trail.record(
                        caller, "totp.enrol", target(caller.id()), "", () -> factors.enrol(caller.id(), caller.name()));
    }

    /** Turns it on with the first code; the recovery codes, shown this once. */
    public Optional<List<String>> confirm(Caller caller, String code) {
        return braked(caller, "totp.confirm", () -> factors.confirm(caller.id(), code.strip()));
    }

    /** Turns it off with a code. */
    public Optional<Boolean> remove(Caller caller, String code) {
        return braked(
                caller,
                "totp.remove",
                () -> factors.use(caller.id(), code) ? Optional.of(factors.remove(caller.id())) : Optional.empty());
    }

    /**
     * Takes somebody's away who has lost it; false if there is none.
     *
     * @throws AccessDenied if the account holds more than the caller, or is his own, or a token says who he is
     */
    public boolean removeOf(Caller caller, Account account) {
        return trail.record(caller, "totp.remove", target(account.id()), "", () -> {
            people.requireOver(caller, account);
            if (caller.byToken() || caller.id() == account.id()) {
                throw new AccessDenied("One's own is turned off with a code, and nobody's by a token.");
            }
            return factors.remove(account.id());
        });
    }

    private <T> Optional<T> braked(Caller caller, String action, Supplier<Optional<T>> deed) {
        String key = String.valueOf(caller.id());
        Duration wait = throttle.begin(key, key, System.nanoTime());
        if (!wait.isZero()) {
            throw new TooOften(wait);
        }
        try {
            T made = trail.record(
                    caller, action, target(caller.id()), "", () -> deed.get().orElseThrow(WrongCode::new));
            throttle.forget(key, key);
            return Optional.of(made);
        } catch (WrongCode e) {
            return Optional.empty();
        }
    }

    private static String target(long account) {
        return "user:" + account;
    }
}
