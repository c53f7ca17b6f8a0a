package org.muster.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.muster.access.audit.Detail;
import org.muster.access.audit.Outcome;
import org.muster.access.rights.Rights;
import org.muster.access.rights.Role;
import org.muster.platform.Database;
import org.muster.platform.DatabaseException;
import org.muster.platform.Refused;
import org.muster.platform.TestDatabase;

/** S14: every action and every denied attempt has who, what, when, from where and what came of it. */
class AuditTest {

    private static final class NotSo extends RuntimeException implements Refused {
        private static final long serialVersionUID = 1L;

        NotSo() {
            super("It is a template.");
        }
    }

    private final Database database = TestDatabase.fresh();
    private final Audit audit = TestAudit.of(database);
    private final Trail trail = new Trail(audit);
    private final Caller admin =
            new Caller(7, "admin", new Rights(7, Role.ADMINISTRATOR.permissions(), Set.of("user:7")), "192.0.2.1");

    /** All but the chain's first row. */
    private List<String> rows() {
        return database.call(tx -> {
            List<String> found = new ArrayList<>();
            try (var query = tx.prepareStatement(
                            "SELECT COALESCE(actor_id, 0), actor, action, target, source_ip, outcome,"
                                    + " COALESCE(asked, 0), detail FROM audit WHERE id > 1 ORDER BY id");
                    var rows = query.executeQuery()) {
                while (rows.next()) {
                    StringBuilder row = new StringBuilder();
                    for (int i = 1; i <= 8; i++) {
                        row.append(i == 1 ? "" : "|").append(rows.getString(i));
                    }
                    found.add(row.toString());
                }
            }
            return found;
        });
    }

    private void dropTrail() {
        database.call(tx -> tx.createStatement().execute("ALTER TABLE audit RENAME TO audit_away"));
    }

    private void bringTrailBack() {
        database.call(tx -> tx.createStatement().execute("ALTER TABLE audit_away RENAME TO audit"));
    }

    @Test
    void whoDidWhatFromWhereAndWhatCameOfItIsKeptInTwoRows() {
        List<String> during = new ArrayList<>();
        String result = trail.record(admin, "cluster.delete", "cluster:5", Detail.of("name", "lab"), () -> {
            during.addAll(rows());
            return "done";
        });

        assertThat(result).isEqualTo("done");
        String asked = "7|admin|cluster.delete|cluster:5|192.0.2.1|asked|0|{\"name\":\"lab\"}";
        assertThat(during).as("before it is done").containsExactly(asked);
        assertThat(rows()).containsExactly(asked, "7|admin|cluster.delete|cluster:5|192.0.2.1|ok|2|");
    }

    @Test
    void whenItWasIsKept() {
        long before = System.currentTimeMillis();
        audit.record(admin, "vm.start", "vm:17", true, "");
        long at = database.read(tx -> {
            try (var row = tx.createStatement().executeQuery("SELECT at FROM audit WHERE id = 2")) {
                row.next();
                return row.getLong(1);
            }
        });
        assertThat(at).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void whatWasRefusedSaysWhy() {
        assertThatThrownBy(() -> trail.record(admin, "vm.start", "vm:17", "", () -> {
                    throw new NotSo();
                }))
                .isInstanceOf(NotSo.class);
        assertThat(rows().get(1))
                .isEqualTo("7|admin|vm.start|vm:17|192.0.2.1|refused|2|{\"why\":\"It is a template.\"}");
    }

    @Test
    void whatFailedSaysSoWithoutWhatTheFailureSays() {
        assertThatThrownBy(() -> trail.record(admin, "vm.start", "vm:17", "", () -> {
                    throw new IllegalStateException("password=hunter2");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(rows().get(1))
                .isEqualTo("7|admin|vm.start|vm:17|192.0.2.1|failed|2|{\"why\":\"IllegalStateException\"}");
    }

    @Test
    void whatEndedInAnErrorOfTheMachineHasItsRows() {
        assertThatThrownBy(() -> trail.record(admin, "vm.start", "vm:17", "", () -> {
                    throw new StackOverflowError();
                }))
                .isInstanceOf(StackOverflowError.class);
        assertThat(rows()).hasSize(2);
        assertThat(rows().get(1)).contains("|failed|2|{\"why\":\"StackOverflowError\"}");
    }

    @Test
    void nothingIsDoneWhoseFirstRowCannotBeWritten() {
        AtomicBoolean done = new AtomicBoolean();
        dropTrail();
        assertThatThrownBy(() -> trail.record(admin, "vm.start", "vm:17", "", () -> {
                    done.set(true);
                    return true;
                }))
                .isInstanceOf(DatabaseException.class);
        assertThatThrownBy(() -> trail.begin(admin, "vm.start", "vm:17", Detail.NONE, asked -> {
                    done.set(true);
                    return true;
                }))
                .isInstanceOf(DatabaseException.class);
        assertThat(done).isFalse();
    }

    @Test
    void whatIsDoneIsDoneEvenIfItsOutcomeCannotBeWritten() {
        String result = trail.record(admin, "vm.start", "vm:17", "", () -> {
            dropTrail();
            return "done";
        });
        assertThat(result).isEqualTo("done");
        bringTrailBack();
        assertThat(rows()).singleElement().satisfies(row -> assertThat(row).contains("|asked|"));
    }

    @Test
    void whatIsOnlyBegunGetsItsOutcomeFromWhoEndsIt() {
        long first = trail.begin(admin, "vm.start", "vm:17", Detail.NONE, asked -> asked);
        assertThat(rows()).hasSize(1);
        database.call(tx -> {
            audit.outcome(tx, first, Outcome.FAILED, Detail.of("task", 9).with("why", "no memory"));
            return true;
        });
        assertThat(rows().get(1))
                .isEqualTo("7|admin|vm.start|vm:17|192.0.2.1|failed|2|{\"task\":\"9\",\"why\":\"no memory\"}");
    }

    @Test
    void aDeniedAttemptIsKept() {
        trail.refused(admin, "vm.stop", "vm:17", "needs VM_POWER");
        assertThat(rows()).containsExactly("7|admin|vm.stop|vm:17|192.0.2.1|refused|0|{\"why\":\"needs VM_POWER\"}");
    }

    @Test
    void aRowCannotForgeAnother() {
        audit.record("evil\n2026 admin ok", "::1", "login", "\u001b[2J", false, "a\r\n\u001b[31m" + "x".repeat(5000));
        assertThat(rows()).singleElement().satisfies(row -> {
            assertThat(row).startsWith("0|evil?2026 admin ok|login|?[2J|::1|refused|0|{\"why\":\"a???[31mxxx");
            assertThat(row.chars()).noneMatch(Character::isISOControl);
            assertThat(row.length()).isLessThan(1200);
        });
    }
}
