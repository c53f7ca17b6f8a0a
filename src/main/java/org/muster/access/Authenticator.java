package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.muster.access.brake.Brake;
import org.muster.access.brake.Brakes;

/**
 * Checks a name and a password. Checking is costly by design, so only half of the processors do it at a time, and few
 * requests wait for their turn: a flood of logins slows logins, nothing else.
 */
@Singleton
public class Authenticator {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BUSY = Duration.ofSeconds(2);
    private static final int MOST_WAITING = 4;

    private final Accounts accounts;
    private final Audit audit;
    private final Brakes brakes;
    private final Passwords passwords;
    private final LoginThrottle throttle = new LoginThrottle();
    private final Semaphore workers =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    @Inject
    Authenticator(Accounts accounts, Audit audit, Brakes brakes) {
        this(accounts, audit, brakes, new Passwords());
    }

    Authenticator(Accounts accounts, Audit audit, Brakes brakes, Passwords passwords) {
        this.brakes = brakes;
        this.accounts = accounts;
        this.audit = audit;
        this.passwords = passwords;
    }

    /** Whose name and password these are. A failure is recorded; a caller who comes too early is not. */
    Verdict verify(String name, String password, String source) {
        String key = Accounts.key(name.length() > Accounts.NAME_LENGTH ? "" : name);
        Duration wait = throttle.wait(key, source, System.nanoTime());
        if (wait.isZero()) {
            wait = brakes.wait(Brake.LOGIN, source + " " + key);
        }
        if (!wait.isZero()) {
            return Verdict.later(wait);
        }
        Optional<Account> account = accounts.named(name)
                .filter(found -> found.isLetIn(Instant.now()) && found.kind() == Account.Kind.PERSON);
        Optional<Boolean> right = checked(account, password);
        if (right.isEmpty()) {
            return Verdict.later(BUSY);
        }
        if (!right.get()) {
            throttle.failed(key, source, System.nanoTime());
            audit.record(name, source, "login", "", false, "");
            return Verdict.REFUSED;
        }
        throttle.succeeded(key, source);
        return account.map(Verdict::accepted).orElse(Verdict.REFUSED);
    }

    /** Whether the password is the account's; empty if too many are being checked. */
    private Optional<Boolean> checked(Optional<Account> account, String password) {
        try {
            if (workers.getQueueLength() >= MOST_WAITING
                    || !workers.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            if (account.isEmpty() || account.get().passwordHash().isEmpty()) {
                passwords.matchNobody(password);
                return Optional.of(false);
            }
            return Optional.of(passwords.matches(password, account.get().passwordHash()));
        } finally {
            workers.release();
        }
    }
}
