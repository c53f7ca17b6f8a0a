package org.muster.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.access.ldap.Slapd;
import org.muster.access.rights.Group;
import org.muster.access.rights.Groups;
import org.muster.access.rights.Listed;
import org.muster.access.rights.Register;
import org.muster.access.rights.RightsBook;
import org.muster.access.rights.RightsConflict;
import org.muster.access.rights.Role;
import org.muster.platform.Database;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

/** People whom OpenLDAP's server vouches for get accounts, beside those whom Muster knows itself. */
class DirectoryLoginIT {

    private static final String SOURCE = "192.0.2.7";

    private final Database database = TestDatabase.fresh();
    private final Register register = new Register(database, new RightsBook(database, Time.SYSTEM), Time.SYSTEM);
    private final Accounts accounts = new Accounts(database, register);
    private final Groups groups = new Groups(register);
    private final Passwords passwords = new Passwords(10);

    @SuppressWarnings("NullAway.Init")
    private Slapd slapd;

    @SuppressWarnings("NullAway.Init")
    private Authenticator authenticator;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        slapd = new Slapd(folder);
        slapd.person("alice");
        slapd.person("admin");
        slapd.group("vm-ops", "alice");
        authenticator = TestLogin.authenticator(
                database, accounts, passwords, slapd.settings(Map.of("muster.ldap.groups", "vm-ops -> operators")));
        accounts.add(
                Accounts.Wanted.person("admin", passwords.hash("local secret")),
                Set.of(Role.ADMINISTRATOR),
                Set.of(),
                "test");
    }

    @AfterEach
    void stop() {
        slapd.close();
    }

    private Verdict login(String name) {
        return authenticator.verify(name, Slapd.password(name), SOURCE);
    }

    private Account alice() {
        return accounts.named("alice").orElseThrow();
    }

    private void change(UnaryOperator<Account> change) {
        accounts.change(alice().id(), change, null, null, "test");
    }

    private static Account as(Account known, boolean enabled, String hash) {
        return new Account(
                known.id(),
                known.name(),
                hash,
                known.kind(),
                known.email(),
                enabled,
                known.expires(),
                false,
                known.since());
    }

    private List<String> groupsOfAlice() {
        return groups.of(alice().id()).stream().map(Group::name).toList();
    }

    private List<String> trail() {
        return database.read(tx -> {
            try (var select = tx.prepareStatement("SELECT actor, action, outcome, detail FROM audit ORDER BY id");
                    var row = select.executeQuery()) {
                List<String> lines = new java.util.ArrayList<>();
                while (row.next()) {
                    lines.add(String.join(" ", row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
                }
                return lines;
            }
        });
    }

    @Test
    void theFirstLoginMakesAnAccountWithoutAPasswordAndTheNextFindsIt() {
        Account made = login("alice").who().orElseThrow();
        assertThat(made.passwordHash()).isEmpty();
        assertThat(made.email()).isEqualTo("alice@muster.test");
        assertThat(authenticator
                        .verify("ALICE", Slapd.password("alice"), SOURCE)
                        .who()
                        .orElseThrow()
                        .id())
                .isEqualTo(made.id());
        assertThat(authenticator.verify("alice", "wrong", SOURCE)).isEqualTo(Verdict.REFUSED);
        assertThat(authenticator.verify("alice", "", SOURCE)).isEqualTo(Verdict.REFUSED);
        assertThat(accounts.page("", new Listed.Page(1, 10)).rows()).hasSize(2);
        assertThat(trail())
                .anyMatch(line -> line.startsWith("alice user.admit asked") && line.contains("uuid:"))
                .anyMatch(line -> line.startsWith("alice user.admit ok"))
                .noneMatch(line -> line.contains("Secret1"));
    }

    @Test
    void mappedGroupsFollowTheDirectoryAndOthersStay() throws Exception {
        Group operators = groups.add("Operators", null, Set.of());
        Group own = groups.add("own", null, Set.of());
        login("alice");
        assertThat(groupsOfAlice()).containsExactly("Operators");
        groups.setGroups(alice().id(), Set.of(operators.id(), own.id()));
        slapd.leave("vm-ops", "alice");
        login("alice");
        assertThat(groupsOfAlice()).containsExactly("own");
        assertThat(trail()).anyMatch(line -> line.startsWith("alice user.regroup ok"));
    }

    @Test
    void aLocalAccountIsNotTheDirectorys() {
        assertThat(login("admin")).isEqualTo(Verdict.REFUSED);
        assertThat(authenticator.verify("admin", "local secret", SOURCE).who()).isPresent();
        accounts.add(Accounts.Wanted.person("alice", ""), Set.of(), Set.of(), "test");
        assertThat(login("alice")).isEqualTo(Verdict.REFUSED);
    }

    /** Somebody left, and another is called the same. */
    @Test
    void aNameThatIsUsedAgainInheritsNothing() throws Exception {
        long before = login("alice").who().orElseThrow().id();
        slapd.remove(Slapd.dn("alice"));
        slapd.person("alice");
        assertThat(login("alice")).isEqualTo(Verdict.REFUSED);
        assertThat(trail()).anyMatch(line -> line.startsWith("alice user.admit refused"));
        accounts.remove(before);
        assertThat(login("alice").who().orElseThrow().id()).isNotEqualTo(before);
    }

    @Test
    void whoIsDisabledInMusterStaysOutside() {
        login("alice");
        change(known -> as(known, false, ""));
        assertThat(login("alice")).isEqualTo(Verdict.REFUSED);
        change(known -> as(known, true, ""));
        assertThat(login("alice").who()).isPresent();
    }

    @Test
    void whoIsTheDirectorysGetsNoPasswordHere() {
        login("alice");
        assertThatThrownBy(() -> change(known -> as(known, true, passwords.hash("another one"))))
                .isInstanceOf(RightsConflict.class);
        assertThat(authenticator.verify("alice", "another one", SOURCE)).isEqualTo(Verdict.REFUSED);
    }

    @Test
    void aDirectoryThatIsDownIsNoWrongPasswordAndKeepsNoAdministratorOut() throws Exception {
        login("alice");
        slapd.stop();
        for (int i = 0; i < 12; i++) {
            assertThat(login("alice")).isEqualTo(Verdict.UNAVAILABLE);
        }
        assertThat(authenticator.verify("admin", "local secret", SOURCE).who()).isPresent();
        assertThat(trail()).anyMatch(line -> line.contains("the directory does not answer"));
        slapd.restart();
        assertThat(login("alice").who()).isPresent();
    }

    @Test
    void wrongPasswordsOfTheDirectorysPeopleAreBraked() {
        for (int i = 0; i < 6; i++) {
            assertThat(authenticator.verify("alice", "wrong", SOURCE)).isEqualTo(Verdict.REFUSED);
        }
        assertThat(login("alice").isLater()).isTrue();
        assertThat(authenticator
                        .verify("alice", Slapd.password("alice"), "192.0.2.8")
                        .who())
                .isPresent();
        assertThat(alice().isLetIn(Instant.now())).isTrue();
    }
}
