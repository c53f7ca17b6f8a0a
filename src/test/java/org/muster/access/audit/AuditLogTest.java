package org.muster.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.platform.Database;
import org.muster.platform.TestDatabase;

class AuditLogTest {

    private final Database database = TestDatabase.fresh();
    private final AuditChain chain = TestChain.of(database);
    private final AuditLog log = new AuditLog(database);

    @BeforeEach
    void add() {
        add("ada", "vm.start", "vm:1");
        add("ada", "vm.stop", "vm:2");
        add("bob", "vm.start", "vm:2");
        add("a%a", "cluster.add", "la_b");
    }

    private long add(String actor, String action, String target) {
        return chain.add(new Who(7L, actor, "192.0.2.1"), action, target, Outcome.OK, null, Detail.NONE);
    }

    private List<Long> ids(@Nullable String actor, @Nullable String action, @Nullable String target) {
        AuditQuery query = new AuditQuery(null, null, actor, action, target);
        return log.page(query, 1, 50).rows().stream().map(AuditRow::id).toList();
    }

    @Test
    void theNewestRowIsFirst() {
        assertThat(ids(null, null, null)).containsExactly(5L, 4L, 3L, 2L, 1L);
    }

    @Test
    void rowsAreFoundByWhoWhatAndOnWhat() {
        assertThat(ids("ada", null, null)).containsExactly(3L, 2L);
        assertThat(ids(null, "vm.start", null)).containsExactly(4L, 2L);
        assertThat(ids(null, null, "vm:2")).containsExactly(4L, 3L);
        assertThat(ids("ada", "vm.stop", "vm:2")).containsExactly(3L);
        assertThat(ids("Ada", null, null)).as("as it was written").isEmpty();
    }

    @Test
    void anAsteriskAtTheEndStandsForTheRest() {
        assertThat(ids(null, "vm.*", null)).containsExactly(4L, 3L, 2L);
        assertThat(ids("a%*", null, null)).as("a plain character").containsExactly(5L);
        assertThat(ids(null, null, "la_*")).containsExactly(5L);
        assertThat(ids(null, null, "l__*")).isEmpty();
        assertThat(ids("*", "*", "*")).hasSize(5);
        assertThat(ids(null, "*.start", null)).as("only at the end").isEmpty();
    }

    @Test
    void whatLooksLikeSqlIsAText() {
        assertThat(ids("' OR '1'='1", null, null)).isEmpty();
        assertThat(ids("'*", null, null)).isEmpty();
    }

    @Test
    void rowsAreFoundByTime() {
        database.call(tx -> tx.createStatement().executeUpdate("UPDATE audit SET at = id * 1000"));
        AuditQuery query = new AuditQuery(Instant.ofEpochSecond(2), Instant.ofEpochSecond(4), null, null, null);
        assertThat(log.page(query, 1, 50).rows()).extracting(AuditRow::id).containsExactly(3L, 2L);
    }

    @Test
    void pagesFollowEachOther() {
        assertThat(log.page(AuditQuery.ALL, 1, 2).rows())
                .extracting(AuditRow::id)
                .containsExactly(5L, 4L);
        assertThat(log.page(AuditQuery.ALL, 3, 2).rows())
                .extracting(AuditRow::id)
                .containsExactly(1L);
        assertThat(log.page(AuditQuery.ALL, 4, 2).rows()).isEmpty();
        assertThat(log.page(AuditQuery.ALL, 9, 2).total()).isEqualTo(5);
        AuditQuery ada = new AuditQuery(null, null, "ada", null, null);
        assertThat(log.page(ada, 1, 1).total()).isEqualTo(2);
    }

    @Test
    void allRowsAreReadInSteps() {
        for (int i = 0; i < 1001; i++) {
            add("eva", "vm.start", "vm:" + i);
        }
        List<Long> ids = new ArrayList<>();
        List<Integer> steps = new ArrayList<>();
        log.each(new AuditQuery(null, null, "eva", null, null), rows -> {
            steps.add(rows.size());
            rows.forEach(row -> ids.add(row.id()));
        });
        assertThat(steps).containsExactly(1000, 1);
        assertThat(ids).hasSize(1001).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }
}
