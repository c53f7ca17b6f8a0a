package org.muster.access.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.platform.Database;
import org.muster.platform.Home;
import org.muster.platform.Secrets;
import org.muster.platform.TestDatabase;

/** S14: a row that was changed, removed, inserted or moved is found at its place. */
class AuditChainTest {

    private static final Who ADA = new Who(7L, "ada", "192.0.2.1");

    private final Database database = TestDatabase.fresh();
    private AuditChain chain = TestChain.of(database);

    private AuditCheck.Result verified() {
        return new AuditCheck(database, chain).verify().orElseThrow();
    }

    private void add(int rows) {
        for (int i = 0; i < rows; i++) {
            chain.add(ADA, "vm.start", "vm:" + i, Outcome.OK, null, Detail.of("number", i));
        }
    }

    private void run(String sql) {
        database.call(tx -> tx.createStatement().executeUpdate(sql));
    }

    private void isBrokenAt(long id) {
        assertThat(verified().brokenAt()).isEqualTo(id);
        chain = TestChain.of(database); // as after a restart, or on another node
        assertThat(verified().brokenAt()).isEqualTo(id);
    }

    @Test
    void anUntouchedTrailHolds() {
        add(2500);
        AuditCheck.Result result = verified();
        assertThat(result.ok()).as(result.why()).isTrue();
        assertThat(result.rows()).isEqualTo(2501);
        assertThat(result.from()).isEqualTo(1);
        assertThat(result.to()).isEqualTo(2501);
    }

    @Test
    void anEmptyTrailHolds() {
        assertThat(verified().ok()).isTrue();
    }

    @Test
    void everyMemberOfARowIsWatched() {
        add(9);
        int id = 2;
        for (String change : List.of(
                "at = at + 1",
                "actor_id = 8",
                "actor = 'eve'",
                "action = 'vm.stop'",
                "target = 'vm:9'",
                "source_ip = '192.0.2.2'",
                "outcome = 'refused'",
                "asked = 1",
                "detail = ''")) {
            List<AuditRow> before = database.read(tx -> AuditRows.read(tx, "ORDER BY id", List.of()));
            run("UPDATE audit SET " + change + " WHERE id = " + id);
            isBrokenAt(id);
            AuditRow row = before.get(id - 1);
            run("DELETE FROM audit WHERE id = " + id);
            database.call(tx -> {
                AuditRows.insert(tx, row);
                return true;
            });
            assertThat(verified().ok()).as(change).isTrue();
            id++;
        }
    }

    @Test
    void nullIsNotAnEmptyText() {
        chain.add(new Who(null, "", ""), "", "", Outcome.OK, null, Detail.NONE);
        run("UPDATE audit SET actor_id = 0 WHERE id = 2");
        isBrokenAt(2);
    }

    @Test
    void textsCannotMoveFromOneMemberToTheNext() {
        chain.add(new Who(null, "ab", ""), "c", "", Outcome.OK, null, Detail.NONE);
        run("UPDATE audit SET actor = 'a', action = 'bc' WHERE id = 2");
        isBrokenAt(2);
    }

    @Test
    void aRemovedRowIsFound() {
        add(5);
        run("DELETE FROM audit WHERE id = 3");
        isBrokenAt(3);
    }

    @Test
    void theRemovedFirstRowIsFound() {
        add(5);
        run("DELETE FROM audit WHERE id = 1");
        isBrokenAt(1);
    }

    @Test
    void theRemovedLastRowIsFound() {
        add(5);
        run("DELETE FROM audit WHERE id = 6");
        isBrokenAt(6);
    }

    @Test
    void aRemovedEndIsFoundByTheNodeThatWroteItEvenIfTheHeadWasSetBack() {
        add(5);
        run("DELETE FROM audit WHERE id > 4");
        run("UPDATE audit_head SET last_id = 4, row_hash = (SELECT row_hash FROM audit WHERE id = 4)");
        assertThat(verified().brokenAt()).isEqualTo(5);
        TestChain.of(database).add(ADA, "vm.start", "vm:1", Outcome.OK, null, Detail.NONE);
        TestChain.of(database).add(ADA, "vm.start", "vm:1", Outcome.OK, null, Detail.NONE);
        assertThat(verified().brokenAt()).as("other rows stand there now").isEqualTo(6);
    }

    @Test
    void allRowsRemovedIsFound() {
        add(5);
        run("DELETE FROM audit");
        isBrokenAt(1);
    }

    @Test
    void anInsertedRowIsFound() {
        add(5);
        run("INSERT INTO audit (id, at, actor, action, target, source_ip, outcome, detail)"
                + " VALUES (7, 0, 'ada', 'vm.start', 'vm:1', '', 'ok', '')");
        isBrokenAt(7);
    }

    @Test
    void aRowInsertedBeforeAllIsFound() {
        add(5);
        run("INSERT INTO audit (id, at, actor, action, target, source_ip, outcome, detail)"
                + " VALUES (-1, 0, 'ada', 'vm.start', 'vm:1', '', 'ok', '')");
        assertThat(verified().ok()).isFalse();
    }

    @Test
    void rowsThatChangedPlacesAreFound() {
        add(5);
        run("UPDATE audit SET id = 99 WHERE id = 3");
        run("UPDATE audit SET id = 3 WHERE id = 4");
        run("UPDATE audit SET id = 4 WHERE id = 99");
        isBrokenAt(3);
    }

    @Test
    void aChainMadeAnewWithoutTheKeyIsFound() {
        add(5);
        AuditSeal forged = new AuditSeal(new byte[] {1});
        database.call(tx -> {
            String hash = "";
            for (AuditRow row : AuditRows.read(tx, "ORDER BY id", List.of())) {
                AuditRow other = row.id() < 4
                        ? row
                        : new AuditRow(row.id(), row.at(), 8L, "eve", "vm.stop", "", "", "ok", null, "", null, null);
                hash = other.hashAfter(hash);
                tx.createStatement().executeUpdate("DELETE FROM audit WHERE id = " + row.id());
                AuditRows.insert(tx, row.id() < 4 ? row : other.sealed(hash, forged.ofRow(row.id(), hash)));
            }
            return tx.createStatement().executeUpdate("UPDATE audit_head SET row_hash = '" + hash + "'");
        });
        isBrokenAt(4);
    }

    @Test
    void rowsFromBeforeTheChainAreWatchedAsAWhole() {
        Database old = TestDatabase.fresh();
        old.call(tx -> tx.createStatement()
                .executeUpdate("INSERT INTO audit (id, at, actor, action, target, source_ip, outcome, detail)"
                        + " VALUES (3, 0, 'ada', 'vm.start', 'vm:1', '', 'ok', 'as it was'),"
                        + " (1001, 0, 'ada', 'vm.start', 'vm:1', '', 'ok', '')"));
        AuditChain begun = TestChain.of(old);
        long id = begun.add(ADA, "vm.start", "vm:1", Outcome.OK, null, Detail.NONE);
        assertThat(id).isEqualTo(1003);
        AuditCheck check = new AuditCheck(old, begun);
        assertThat(check.verify().orElseThrow().ok()).isTrue();
        assertThat(check.verify().orElseThrow().rows()).isEqualTo(4);
        old.call(tx -> tx.createStatement().executeUpdate("UPDATE audit SET actor = 'eve' WHERE id = 3"));
        assertThat(check.verify().orElseThrow().brokenAt()).isEqualTo(1002);
    }

    @Test
    void writersOnSeveralNodesMakeOneChain() throws Exception {
        List<AuditChain> nodes = List.of(chain, TestChain.of(database), TestChain.of(database));
        ExecutorService threads = Executors.newFixedThreadPool(9);
        try {
            List<Callable<Boolean>> writers = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                AuditChain node = nodes.get(i % 3);
                writers.add(() -> {
                    for (int n = 0; n < 40; n++) {
                        long asked = node.add(ADA, "vm.start", "vm:1", Outcome.ASKED, null, Detail.NONE);
                        node.end(asked, Outcome.OK, Detail.NONE);
                    }
                    return true;
                });
            }
            for (Future<Boolean> writer : threads.invokeAll(writers)) {
                assertThat(writer.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
        AuditCheck.Result result = verified();
        assertThat(result.ok()).as(result.why()).isTrue();
        assertThat(result.rows()).isEqualTo(1 + 9 * 40 * 2);
    }

    @Test
    void aRowOfATransactionThatFailedIsNotInTheChain() {
        add(1);
        assertThatThrownBy(() -> database.call(tx -> {
                    chain.end(tx, 2, Outcome.OK, Detail.NONE);
                    throw new IllegalStateException("rolled back");
                }))
                .isInstanceOf(IllegalStateException.class);
        add(1);
        assertThat(verified().ok()).isTrue();
        assertThat(verified().rows()).isEqualTo(3);
    }

    @Test
    void theKeyOfTheSealsIsTheSameAfterARestart(@TempDir Path home) {
        Database other = TestDatabase.fresh();
        new AuditChain(other, new Secrets(other, new Home(home)))
                .add(ADA, "vm.start", "vm:1", Outcome.OK, null, Detail.NONE);
        AuditChain again = new AuditChain(other, new Secrets(other, new Home(home)));
        assertThat(new AuditCheck(other, again).verify().orElseThrow().ok()).isTrue();
        assertThat(new AuditCheck(other, TestChain.of(other))
                        .verify()
                        .orElseThrow()
                        .brokenAt())
                .as("under another key")
                .isEqualTo(1);
    }
}
