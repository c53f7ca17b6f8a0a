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
import org.muster.access.ldap.Directory;
import org.muster.access.outside.Outsider;
import org.muster.access.outside.Source;
import org.muster.access.outside.Unreachable;

/**
 * Checks a name and a password. Checking is costly by design, so only half of the processors do it at a time, and few
 * requests wait for their turn: a flood of logins slows logins, nothing else.
 */
@Singleton
public class Authenticator {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration BUSY = Duration.ofSeconds(2);
    private static final int MOST_WAITING = 4;

    private static final System.Logger LOG = System.getLogger(Authenticator.class.getName());

    private final Accounts accounts;
    private final Audit audit;
    private final Brakes brakes;
    private final Directory directory;
    private final Outsiders outsiders;
    private final Passwords passwords;
    private final LoginThrottle throttle = new LoginThrottle();
    private final Semaphore workers =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    @Inject
    Authenticator(Accounts accounts, Audit audit, Brakes brakes, Directory directory, Outsiders outsiders) {
        this(accounts, audit, brakes, directory, outsiders, new Passwords());
    }

    Authenticator(
            Accounts accounts,
            Audit audit,
            Brakes brakes,
            Directory directory,
            Outsiders outsiders,
            Passwords passwords) {
        this.brakes = brakes;
        this.accounts = accounts;
        this.audit = audit;
        this.directory = directory;
        this.outsiders = outsiders;
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
        Optional<Account> named = accounts.named(name);
        Optional<Account> account =
                named.filter(found -> found.isLetIn(Instant.now()) && found.kind() == Account.Kind.PERSON);
        Optional<Boolean> right = checked(account, password);
        if (right.isEmpty()) {
            return Verdict.later(BUSY);
        }
        if (!right.get()) {
            try {
                account = byDirectory(named, name, password, source);
            } catch (Unreachable e) {
                LOG.log(System.Logger.Level.WARNING, "{0}", e.getMessage());
                audit.record(name, source, "login", "", false, "the directory does not answer");
                return Verdict.UNAVAILABLE;
            }
        }
        if (!right.get() && account.isEmpty()) {
            throttle.failed(key, source, System.nanoTime());
            audit.record(name, source, "login", "", false, "");
            return Verdict.REFUSED;
        }
        throttle.succeeded(key, source);
        return account.map(Verdict::accepted).orElse(Verdict.REFUSED);
    }

    /** Whom the directory vouches for. It is asked for names that nobody has here, and for its own people only. */
    private Optional<Account> byDirectory(Optional<Account> named, String name, String password, String source)
            throws Unreachable {
        boolean theirs = named.isEmpty()
                || outsiders
                        .source(named.get().id())
                        .filter(Source.LDAP::equals)
                        .isPresent();
        if (!directory.isOn() || !theirs) {
            return Optional.empty();
        }
        Optional<Outsider> who = directory.verify(name, password);
        return who.isEmpty() ? Optional.empty() : outsiders.admit(who.get(), source);
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
