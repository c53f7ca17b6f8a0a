package org.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.muster.access.brake.Brakes;
import org.muster.access.ldap.Directory;
import org.muster.access.rights.Register;
import org.muster.access.rights.RightsBook;
import org.muster.access.rights.Role;
import org.muster.platform.Database;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

/** S5: guessing passwords. */
class LoginAttacksTest {

    private static final String STRANGER = "192.0.2.66";
    private static final String OFFICE = "198.51.100.1";
    private static final String PASSWORD = "correct horse 9";

    private final Database database = TestDatabase.fresh();
    private final Accounts accounts =
            new Accounts(database, new Register(database, new RightsBook(database, Time.SYSTEM), Time.SYSTEM));
    private final Passwords passwords = new Passwords(10);
    private final Brakes brakes = new Brakes(new Time(Clock.systemUTC(), new AtomicLong()::get));
    private final Authenticator authenticator = new Authenticator(
            accounts,
            TestAudit.of(database),
            brakes,
            new Directory(TestLogin.config(Map.of())),
            TestLogin.outsiders(database, accounts),
            passwords);

    LoginAttacksTest() {
        accounts.add(
                Accounts.Wanted.person("admin", passwords.hash(PASSWORD)),
                Set.of(Role.ADMINISTRATOR),
                Set.of(),
                "test");
        accounts.add(Accounts.Wanted.person("nopassword", ""), Set.of(), Set.of(), "test");
    }

    private Verdict guess(String name, String source, int times) {
        Verdict last = Verdict.REFUSED;
        for (int i = 0; i < times; i++) {
            last = authenticator.verify(name, "wrong", source);
        }
        return last;
    }

    @Test
    void s5StrangersDoNotLockTheAdministratorOut() {
        for (int i = 1; i < 200; i++) {
            guess("admin", "203.0.113." + i, 6);
        }
        assertThat(guess("admin", STRANGER, 20).isLater()).isTrue();
        assertThat(authenticator.verify("admin", PASSWORD, OFFICE).who()).isPresent();
    }

    @Test
    void s5FailuresDelayTheNextTryTheRightOneToo() {
        assertThat(guess("admin", STRANGER, 5).isLater()).isFalse();
        Verdict sixth = guess("admin", STRANGER, 2);
        assertThat(sixth.retryAfter()).isBetween(1L, 2L);
        assertThat(authenticator.verify("admin", PASSWORD, STRANGER).isLater()).isTrue();
    }

    @Test
    void s5UnknownNamesAreRefusedAndDelayedLikeKnownOnes() {
        for (String name : new String[] {"admin", "nobody", "nopassword", "x".repeat(500)}) {
            String source = "203.0.113." + name.length() % 250;
            assertThat(guess(name, source, 6)).as(name).isEqualTo(Verdict.REFUSED);
            assertThat(guess(name, source, 1).isLater()).as(name).isTrue();
        }
    }

    @Test
    void s5RightPasswordsAreNotCheckedWithoutEndEither() {
        for (int i = 0; i < 60; i++) {
            assertThat(authenticator.verify("admin", PASSWORD, OFFICE).who()).isPresent();
        }
        assertThat(authenticator.verify("admin", PASSWORD, OFFICE).isLater()).isTrue();
        assertThat(authenticator.verify("admin", PASSWORD, STRANGER).who()).isPresent();
    }
}
