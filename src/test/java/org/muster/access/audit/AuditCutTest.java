package org.muster.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.platform.Database;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

class AuditCutTest {

    private static final Who ADA = new Who(7L, "ada", "192.0.2.1");
    private static final Duration KEEP = Duration.ofDays(365);

    private final Database database = TestDatabase.fresh();
    private AuditChain chain = TestChain.of(database);
    private AuditCheck check = new AuditCheck(database, chain);

    @BeforeEach
    void add() {
        for (int i = 0; i < 1200; i++) {
            chain.add(ADA, "vm.start", "vm:" + i, Outcome.OK, null, Detail.NONE);
        }
    }

    private void tidyAfter(Duration passed) {
        Instant then = Instant.now().plus(passed);
        new AuditCut(database, chain, check, new Time(() -> then, System::nanoTime), KEEP).tidy();
    }

    private AuditCheck.Result verified() {
        return check.verify().orElseThrow();
    }

    private List<AuditRow> rows() {
        return database.read(tx -> AuditRows.read(tx, "ORDER BY id", List.of()));
    }

    private void run(String sql) {
        database.call(tx -> tx.createStatement().executeUpdate(sql));
    }

    @Test
    void whatIsTooOldIsCutAndTheRestStillHolds() {
        tidyAfter(KEEP.plusDays(2));
        assertThat(rows()).extracting(AuditRow::id).containsExactly(1202L, 1203L);
        assertThat(rows()).extracting(AuditRow::action).containsOnly("audit.cut");
        assertThat(rows()).extracting(AuditRow::outcome).containsExactly("asked", "ok");
        AuditCheck.Result result = verified();
        assertThat(result.ok()).as(result.why()).isTrue();
        assertThat(result.rows()).isEqualTo(2);
        assertThat(result.checkpoint()).isNotNull().satisfies(cut -> assertThat(cut.cut())
                .isEqualTo(1201));
    }

    @Test
    void whatIsYoungEnoughStays() {
        tidyAfter(KEEP.minusDays(1));
        tidyAfter(KEEP);
        assertThat(rows()).hasSize(1201);
        assertThat(verified().checkpoint()).isNull();
    }

    @Test
    void onlyAWholeBeginningIsCut() {
        run("UPDATE audit SET at = at + " + Duration.ofDays(9).toMillis() + " WHERE id >= 700");
        relink();
        run("UPDATE audit SET at = at - " + Duration.ofDays(9).toMillis() + " WHERE id = 1000");
        relink();
        tidyAfter(KEEP.plusDays(3));
        assertThat(rows().get(0).id()).isEqualTo(700);
        assertThat(verified().ok()).isTrue();
    }

    @Test
    void whatWasRemovedBeyondTheCutIsFound() {
        tidyAfter(KEEP.plusDays(2));
        add();
        run("DELETE FROM audit WHERE id <= 1300");
        assertThat(verified().brokenAt()).isEqualTo(1202);
    }

    @Test
    void aCheckpointThatMusterDidNotWriteIsFound() {
        run("INSERT INTO audit_checkpoint SELECT id, row_hash, at, seal FROM audit WHERE id = 800");
        run("DELETE FROM audit WHERE id <= 800");
        assertThat(verified().brokenAt()).isEqualTo(800);
    }

    @Test
    void aCheckpointThatWasMovedIsFound() {
        tidyAfter(KEEP.plusDays(2));
        add();
        run("UPDATE audit_checkpoint SET cut_id = 1300, row_hash = (SELECT row_hash FROM audit WHERE id = 1300)");
        run("DELETE FROM audit WHERE id <= 1300");
        assertThat(verified().brokenAt()).isEqualTo(1300);
    }

    @Test
    void aRemovedCheckpointIsFound() {
        tidyAfter(KEEP.plusDays(2));
        run("DELETE FROM audit_checkpoint");
        assertThat(verified().brokenAt()).isEqualTo(1);
    }

    @Test
    void aTrailThatIsNotAsItWasWrittenIsNotCut() {
        run("UPDATE audit SET actor = 'eve' WHERE id = 9");
        tidyAfter(KEEP.plusDays(2));
        assertThat(rows()).hasSize(1201);
        assertThat(verified().brokenAt()).isEqualTo(9);
    }

    @Test
    void aCutThatWasInterruptedIsFinishedLater() {
        List<AuditRow> all = rows();
        tidyAfter(KEEP.plusDays(2));
        database.call(tx -> {
            for (AuditRow row : all.subList(1000, 1201)) {
                AuditRows.insert(tx, row);
            }
            return true;
        });
        assertThat(verified().ok()).as("what is over does not matter").isTrue();
        tidyAfter(Duration.ZERO);
        assertThat(rows()).hasSize(2);
    }

    @Test
    void aSecondCutFollowsTheFirst() {
        tidyAfter(KEEP.plusDays(2));
        add();
        tidyAfter(KEEP.plusDays(4));
        assertThat(rows()).hasSize(2);
        assertThat(verified().ok()).isTrue();
    }

    /** Makes the chain of the rows as they stand now. */
    private void relink() {
        database.call(tx -> {
            String hash = "";
            for (AuditRow row : AuditRows.read(tx, "ORDER BY id", List.of())) {
                hash = row.hashAfter(hash);
                try (var update = tx.prepareStatement("UPDATE audit SET row_hash = ?, seal = ? WHERE id = ?")) {
                    update.setString(1, hash);
                    update.setString(2, chain.seal().ofRow(row.id(), hash));
                    update.setLong(3, row.id());
                    update.executeUpdate();
                }
            }
            return tx.createStatement().executeUpdate("UPDATE audit_head SET row_hash = '" + hash + "'");
        });
        chain = TestChain.of(database); // which knows nothing of the rows as they were
        check = new AuditCheck(database, chain);
    }
}
