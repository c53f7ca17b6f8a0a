package org.muster.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.access.rights.Register;
import org.muster.access.rights.RightsBook;
import org.muster.access.rights.RightsConflict;
import org.muster.access.rights.Role;
import org.muster.access.session.Sessions;
import org.muster.platform.Database;
import org.muster.platform.Home;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

class AccountsTest {

    private final Database database = TestDatabase.fresh();
    private final RightsBook book = new RightsBook(database, Time.SYSTEM);
    private final Accounts accounts = new Accounts(database, new Register(database, book, Time.SYSTEM));
    private final Passwords passwords = new Passwords(10);
    private final Authenticator authenticator = TestLogin.authenticator(database, accounts, passwords, Map.of());
    private final Path file;
    private final Home home;

    AccountsTest(@TempDir Path folder) {
        this.home = new Home(folder.resolve("home"));
        this.file = home.file("admin-password");
    }

    private void start(Map<String, String> settings) {
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
        new FirstStart(accounts, home, config, passwords).run();
    }

    private Account add(String name, String passwordHash, Role role) {
        return accounts.add(Accounts.Wanted.person(name, passwordHash), Set.of(role), Set.of(), "test");
    }

    private boolean letsIn(String name, String password) {
        return authenticator.verify(name, password, "192.0.2.1").who().isPresent();
    }

    @Test
    void theFirstStartWritesAPasswordForItsOwnerOnly() throws IOException {
        start(Map.of());
        String password = Files.readString(file).strip();
        assertThat(password).hasSize(24);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.path())))
                .isEqualTo("rwx------");
        assertThat(letsIn("admin", password)).isTrue();
        assertThat(letsIn("Admin", password)).isTrue();
        assertThat(letsIn("admin", password + "x")).isFalse();
    }

    @Test
    void loginsOfOneWhoIsLockedAreOverForGood() {
        Account eva = add("eva", passwords.hash("correct horse 9"), Role.VIEWER);
        Account tom = add("tom", passwords.hash("correct horse 9"), Role.VIEWER);
        add("admin", passwords.hash("correct horse 9"), Role.ADMINISTRATOR);
        Sessions sessions = new Sessions(database, Time.SYSTEM);
        var here = new Sessions.Circumstances("192.0.2.1", null, Duration.ofHours(1), Duration.ofHours(12));
        sessions.page(eva.id(), "proof", here);
        sessions.token(eva.id(), "proof", here);
        sessions.page(tom.id(), "proof", here);

        accounts.change(eva.id(), account -> enabled(account, false), null, null, "test");
        accounts.change(eva.id(), account -> enabled(account, true), null, null, "test");

        assertThat(sessions.of(eva.id())).isEmpty();
        assertThat(sessions.of(tom.id())).hasSize(1);
    }

    private static Account enabled(Account one, boolean enabled) {
        return new Account(
                one.id(),
                one.name(),
                one.passwordHash(),
                one.kind(),
                one.email(),
                enabled,
                one.expires(),
                one.mustChange(),
                one.since());
    }

    @Test
    void aGivenPasswordIsTakenAtTheFirstStartOnly() {
        start(Map.of("muster.admin.password", "correct horse"));
        start(Map.of("muster.admin.password", "another one"));
        assertThat(file).doesNotExist();
        assertThat(letsIn("admin", "correct horse")).isTrue();
        assertThat(letsIn("admin", "another one")).isFalse();
    }

    @Test
    void aShortPasswordStopsTheStart() {
        assertThatThrownBy(() -> start(Map.of("muster.admin.password", "short")))
                .hasMessageContaining("8 characters");
        assertThat(accounts.isEmpty()).isTrue();
    }

    @Test
    void aFirstStartThatWasCutOffGoesOnWithItsFile() throws IOException {
        home.create();
        Files.writeString(file, "written before\n");
        start(Map.of());
        assertThat(letsIn("admin", "written before")).isTrue();
    }

    @Test
    void unknownAndDisabledAccountsAreRefused() {
        add("admin", "x", Role.ADMINISTRATOR);
        Account account = add("Zo\u00eb", passwords.hash("secret 99"), Role.VIEWER);
        assertThat(letsIn("zo\u00eb", "secret 99")).isTrue();
        assertThat(letsIn("zoe", "secret 99")).isFalse();
        assertThat(accounts.find(account.id())).get().returns(true, Account::enabled);
        accounts.change(
                account.id(),
                known -> new Account(
                        known.id(),
                        known.name(),
                        known.passwordHash(),
                        known.kind(),
                        known.email(),
                        false,
                        null,
                        false,
                        known.since()),
                null,
                null,
                "test");
        assertThat(letsIn("zo\u00eb", "secret 99")).isFalse();
        assertThat(accounts.find(account.id())).get().returns(false, Account::enabled);
    }

    @Test
    void twoAccountsHaveDifferentNames() {
        add("Admin", "x", Role.VIEWER);
        assertThatThrownBy(() -> add("admin", "x", Role.VIEWER)).isInstanceOf(RightsConflict.class);
    }

    @Test
    void failuresSlowTheNextTriesDownButNotFromElsewhere() {
        add("admin", passwords.hash("secret 99"), Role.ADMINISTRATOR);
        for (int i = 0; i < 6; i++) {
            assertThat(authenticator.verify("admin", "wrong", "192.0.2.1").isLater())
                    .isFalse();
        }
        assertThat(authenticator.verify("admin", "secret 99", "192.0.2.1").isLater())
                .isTrue();
        assertThat(authenticator.verify("admin", "secret 99", "192.0.2.2").who())
                .isPresent();
    }

    @Test
    void aVeryLongNameIsRefused() {
        assertThat(letsIn("x".repeat(100_000), "y")).isFalse();
    }
}
