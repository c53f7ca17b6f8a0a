package org.muster.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.platform.Database;
import org.muster.platform.TestDatabase;

class InventoryTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Staleness FRESH = new Staleness(NOW, Map.of(), Map.of());
    private static final Viewer EVA = new Viewer(false, Set.of("user:7"));

    private final Database database = TestDatabase.fresh();
    private final Inventory inventory = new Inventory(database);
    private final InventoryWriter writer = new InventoryWriter();
    private final VmAccess access = new VmAccess();

    @BeforeEach
    void threeVms() {
        write(
                new Change.Added(state("u1", "Web-Server", VmStatus.RUNNING, 10, "10.0.0.5", "web", "prod")),
                new Change.Added(state("u2", "db_100%", VmStatus.STOPPED, 20, null, "db")),
                new Change.Added(state("u3", "ärger\uD83D\uDE00", VmStatus.PAUSED, 20, "10.0.0.50")));
    }

    private static VmState state(
            String id, String name, VmStatus status, long connection, @Nullable String ip, String... tags) {
        VmDetails details = new VmDetails(
                name,
                "00000000-0000-4000-8000-0000000000" + id,
                null,
                VmType.QEMU,
                VmCategory.LINUX,
                2048,
                2,
                1L << 33,
                ip,
                false,
                true,
                "a title",
                "many\nwords",
                "debian12",
                List.of(tags),
                List.of(new Nic("52:54:00:00:00:01", "default", "virtio")));
        return new VmState(
                1,
                connection,
                id,
                "host-" + connection,
                details,
                status,
                status.word(),
                null,
                VmState.Ports.CLOSED,
                null,
                null,
                VmState.Absence.NONE,
                null,
                0);
    }

    private long write(Change... changes) {
        return database.call(tx -> {
            long revision = writer.nextRevision(tx);
            writer.write(tx, List.of(changes), writer.nextPass(tx), NOW, revision);
            return revision;
        });
    }

    private Vm vm(String externalId) {
        return inventory.list(query(b -> b.gone = true), Viewer.ALL, FRESH, 1, 100).vms().stream()
                .filter(vm -> vm.state().externalId().equals(externalId))
                .findFirst()
                .orElseThrow();
    }

    private long change(String externalId, VmState after) {
        Vm row = vm(externalId);
        return write(new Change.Updated(row.id(), row.pass(), row.state(), after));
    }

    private static final class Q {
        List<String> words = List.of();

        @Nullable
        Long cluster;

        Set<VmStatus> statuses = Set.of();

        @Nullable
        String tag;

        @Nullable
        String host;

        @Nullable
        Boolean stale;

        @Nullable
        Boolean error;

        boolean gone;
        VmQuery.Sort sort = VmQuery.Sort.NAME;
        boolean descending;
    }

    private static VmQuery query(java.util.function.Consumer<Q> with) {
        Q q = new Q();
        with.accept(q);
        return new VmQuery(
                q.words, q.cluster, q.statuses, q.tag, q.host, q.stale, q.error, q.gone, q.sort, q.descending);
    }

    private List<String> found(java.util.function.Consumer<Q> with) {
        return inventory.list(query(with), Viewer.ALL, FRESH, 1, 100).vms().stream()
                .map(vm -> vm.state().externalId())
                .toList();
    }

    @Test
    void whatIsWrittenIsRead() {
        Vm vm = vm("u1");

        assertThat(vm.state()).isEqualTo(state("u1", "Web-Server", VmStatus.RUNNING, 10, "10.0.0.5", "web", "prod"));
        assertThat(vm.id()).isGreaterThanOrEqualTo(1_000_000_000L);
        assertThat(vm.vmid()).isEqualTo(vm.id());
        assertThat(vm.updatedAt()).isEqualTo(NOW);
        assertThat(vm.cpuUsage()).isNull();
        assertThat(vm("u3").state().details().name()).isEqualTo("ärger\uD83D\uDE00");
    }

    @Test
    void everyFieldOfTheStateSurvives() {
        VmState full = new VmState(
                1,
                10,
                "u1",
                "node",
                state("u1", "x", VmStatus.RUNNING, 10, "::1", "a").details(),
                VmStatus.STOPPING,
                "shutdown",
                NOW.minusSeconds(5),
                new VmState.Ports(true, true),
                new VmState.RowTask(9, "rebooting"),
                "an error",
                new VmState.Absence(1, NOW, Duration.ZERO, NOW),
                new VmState.Rival(20, "host-20", 2),
                77);
        change("u1", full);

        assertThat(vm("u1").state()).isEqualTo(full);
    }

    @Test
    void eachWordMustMatchSomewhereWhateverTheCase() {
        assertThat(found(q -> q.words = List.of("WEB", "10.0.0.5"))).containsExactly("u1");
        assertThat(found(q -> q.words = List.of("web", "db"))).isEmpty();
        assertThat(found(q -> q.words = List.of("ÄRGER"))).containsExactly("u3");
        assertThat(found(q -> q.words = List.of("host-20"))).containsExactlyInAnyOrder("u2", "u3");
        assertThat(found(q -> q.words = List.of("prod"))).containsExactly("u1");
        assertThat(found(q -> q.words = List.of(Long.toString(vm("u2").id())))).containsExactly("u2");
    }

    @Test
    void wildcardsAndQuotesArePlainCharacters() {
        assertThat(found(q -> q.words = List.of("100%"))).containsExactly("u2");
        assertThat(found(q -> q.words = List.of("%"))).containsExactly("u2");
        assertThat(found(q -> q.words = List.of("_"))).containsExactly("u2");
        for (String hostile : List.of("'", "\"", "\\", "!", "' OR 1=1 --", "!%")) {
            assertThat(found(q -> q.words = List.of(hostile))).as(hostile).isEmpty();
        }
    }

    @Test
    void filtersNarrow() {
        assertThat(found(q -> q.statuses = Set.of(VmStatus.RUNNING, VmStatus.PAUSED)))
                .containsExactlyInAnyOrder("u1", "u3");
        assertThat(found(q -> q.tag = "web")).containsExactly("u1");
        assertThat(found(q -> q.tag = "we")).isEmpty();
        assertThat(found(q -> q.host = "host-10")).containsExactly("u1");
        assertThat(found(q -> q.cluster = 2L)).isEmpty();
        change("u2", state("u2", "db_100%", VmStatus.STOPPED, 20, null, "db").withError("unreadable"));
        assertThat(found(q -> q.error = true)).containsExactly("u2");
        assertThat(found(q -> q.error = false)).containsExactlyInAnyOrder("u1", "u3");
    }

    @Test
    void staleIsWhatTheConnectionsSay() {
        Staleness stale = new Staleness(NOW, Map.of(20L, NOW), Map.of());

        assertThat(inventory
                        .list(query(q -> q.stale = true), Viewer.ALL, stale, 1, 9)
                        .total())
                .isEqualTo(2);
        assertThat(inventory
                        .list(query(q -> q.stale = false), Viewer.ALL, stale, 1, 9)
                        .vms())
                .singleElement()
                .satisfies(vm -> assertThat(vm.state().externalId()).isEqualTo("u1"));
        assertThat(found(q -> q.stale = true)).isEmpty();
        assertThat(inventory.counts(Viewer.ALL, stale)).isEqualTo(new VmCounts(3, 1, 0, 1));
    }

    @Test
    void everySortIsAnOrderBothWays() {
        for (VmQuery.Sort sort : VmQuery.Sort.values()) {
            List<String> up = found(q -> q.sort = sort);
            List<String> down = new ArrayList<>(found(q -> {
                q.sort = sort;
                q.descending = true;
            }));
            java.util.Collections.reverse(down);
            assertThat(up).as(sort.word()).hasSize(3).isEqualTo(down);
        }
        assertThat(found(q -> {})).containsExactly("u2", "u1", "u3");
    }

    @Test
    void pagesAreDisjointAndTheTotalIsOfAll() {
        VmPage first = inventory.list(VmQuery.EVERYTHING, Viewer.ALL, FRESH, 1, 2);
        VmPage second = inventory.list(VmQuery.EVERYTHING, Viewer.ALL, FRESH, 2, 2);

        assertThat(first.total()).isEqualTo(3);
        assertThat(first.vms()).hasSize(2).doesNotContainAnyElementsOf(second.vms());
        assertThat(second.vms()).hasSize(1);
        List<Long> ids = inventory.ids(VmQuery.EVERYTHING, Viewer.ALL, FRESH);
        assertThat(inventory.rows(ids).stream().map(Vm::id)).isEqualTo(ids);
    }

    @Test
    void aViewerSeesOnlyWhatIsGranted() {
        long id = vm("u2").id();
        assertThat(inventory.list(VmQuery.EVERYTHING, EVA, FRESH, 1, 9).total()).isZero();
        database.call(tx -> {
            access.grant(tx, id, "user:7", writer.nextRevision(tx));
            return true;
        });

        assertThat(inventory.list(VmQuery.EVERYTHING, EVA, FRESH, 1, 9).vms())
                .singleElement()
                .satisfies(vm -> assertThat(vm.id()).isEqualTo(id));
        assertThat(inventory.find(id, EVA)).isPresent();
        assertThat(inventory.find(vm("u1").id(), EVA)).isEmpty();
        assertThat(inventory.byVmid(vm("u1").id(), null, EVA)).isEmpty();
        assertThat(inventory.counts(EVA, FRESH).total()).isEqualTo(1);
        assertThat(inventory.ids(VmQuery.EVERYTHING, EVA, FRESH)).containsExactly(id);
    }

    @Test
    void sinceTellsWhatChangedAndWhatIsGone() {
        long before = inventory.revision();
        assertThat(inventory
                        .since(before, VmQuery.EVERYTHING, Viewer.ALL, FRESH)
                        .vms())
                .isEmpty();
        change("u1", state("u1", "Web-Server", VmStatus.PAUSED, 10, "10.0.0.5", "web", "prod"));
        change("u2", vm("u2").state().withAbsence(new VmState.Absence(2, NOW, Duration.ZERO, NOW)));

        VmChanges changes = inventory.since(before, VmQuery.EVERYTHING, Viewer.ALL, FRESH);

        assertThat(changes.vms()).extracting(vm -> vm.state().externalId()).containsExactly("u1");
        assertThat(changes.gone()).containsExactly(vm("u2").id());
        assertThat(changes.revision()).isEqualTo(inventory.revision());
        assertThat(inventory
                        .since(before, query(q -> q.statuses = Set.of(VmStatus.RUNNING)), Viewer.ALL, FRESH)
                        .gone())
                .as("a row that left the filter")
                .containsExactlyInAnyOrder(vm("u1").id(), vm("u2").id());
    }

    @Test
    void sinceTellsOfVisibilityWonAndLost() {
        long id = vm("u1").id();
        long before = inventory.revision();
        database.call(tx -> {
            access.grant(tx, id, "user:7", writer.nextRevision(tx));
            return true;
        });
        VmChanges won = inventory.since(before, VmQuery.EVERYTHING, EVA, FRESH);
        database.call(tx -> {
            access.revoke(tx, id, "user:7", writer.nextRevision(tx));
            return true;
        });
        VmChanges lost = inventory.since(won.revision(), VmQuery.EVERYTHING, EVA, FRESH);

        assertThat(won.vms()).extracting(Vm::id).containsExactly(id);
        assertThat(lost.vms()).isEmpty();
        assertThat(lost.gone()).containsExactly(id);
    }

    @Test
    void hostsAreCountedByWhatTheViewerSees() {
        long id = vm("u2").id();
        database.call(tx -> {
            access.grant(tx, id, "user:7", writer.nextRevision(tx));
            return true;
        });
        change("u3", vm("u3").state().withAbsence(new VmState.Absence(2, NOW, Duration.ZERO, NOW)));

        assertThat(inventory.countsByHost(Viewer.ALL))
                .isEqualTo(Map.of(new Inventory.Place(1, "host-10"), 1L, new Inventory.Place(1, "host-20"), 1L));
        assertThat(inventory.countsByHost(EVA)).isEqualTo(Map.of(new Inventory.Place(1, "host-20"), 1L));
    }

    @Test
    void aPageReadAgainIsAsTheTableIsNow() {
        VmPage before = inventory.list(VmQuery.EVERYTHING, Viewer.ALL, FRESH, 1, 2);
        assertThat(inventory.list(VmQuery.EVERYTHING, Viewer.ALL, FRESH, 1, 2))
                .as("nothing moved")
                .isSameAs(before);
        write(List.of(new Figures.Figure("u1", 12.5, null, null)));
        VmPage figures = inventory.list(VmQuery.EVERYTHING, Viewer.ALL, FRESH, 1, 2);
        change("u2", vm("u2").state().withError("unreadable"));
        VmPage row = inventory.list(VmQuery.EVERYTHING, Viewer.ALL, FRESH, 1, 2);

        assertThat(figures.vms().get(1).cpuUsage()).isEqualTo(12.5);
        assertThat(figures.revision()).isEqualTo(before.revision());
        assertThat(row.vms().get(0).state().syncError()).isEqualTo("unreadable");
        assertThat(inventory.list(VmQuery.EVERYTHING, EVA, FRESH, 1, 2).vms())
                .as("another's page")
                .isEmpty();
        assertThat(inventory.list(VmQuery.EVERYTHING, Viewer.ALL, FRESH, 2, 2).vms())
                .as("another page")
                .hasSize(1);
    }

    private long total(Viewer viewer, VmQuery query) {
        return inventory.list(query, viewer, FRESH, 1, 1).total();
    }

    @Test
    void theTotalFollowsWhateverComesGoesAndChanges() {
        VmQuery all = query(b -> {});
        VmQuery running = query(b -> b.statuses = Set.of(VmStatus.RUNNING));
        long id = vm("u1").id();
        database.call(tx -> {
            access.grant(tx, id, "user:7", writer.nextRevision(tx));
            return true;
        });
        assertThat(total(Viewer.ALL, all)).isEqualTo(3);
        assertThat(total(EVA, all)).isEqualTo(1);
        assertThat(total(Viewer.ALL, running)).isEqualTo(1);

        write(new Change.Added(state("u4", "new", VmStatus.RUNNING, 10, null)));
        assertThat(total(Viewer.ALL, all)).isEqualTo(4);
        assertThat(total(Viewer.ALL, running)).isEqualTo(2);

        change("u4", vm("u4").state().withStatus(VmStatus.STOPPED, "shutoff", null));
        assertThat(total(Viewer.ALL, all)).isEqualTo(4);
        assertThat(total(Viewer.ALL, running)).isEqualTo(1);

        VmState gone = vm("u1").state().withAbsence(new VmState.Absence(2, NOW, Duration.ofMinutes(10), NOW));
        change("u1", gone);
        assertThat(total(Viewer.ALL, all)).isEqualTo(3);
        assertThat(total(EVA, all)).isZero();

        change("u1", gone.withAbsence(VmState.Absence.NONE));
        assertThat(total(Viewer.ALL, all)).isEqualTo(4);
        assertThat(total(EVA, all)).isEqualTo(1);
    }

    @Test
    void figuresMoveNoRevision() {
        long before = inventory.revision();
        Vm vm = vm("u1");
        database.call(tx -> {
            return new Figures()
                    .write(
                            tx,
                            vm.state().connectionId(),
                            List.of(new Figures.Figure("u1", 12.5, 50.0, NOW.minusSeconds(60))));
        });

        assertThat(vm("u1").cpuUsage()).isEqualTo(12.5);
        assertThat(vm("u1").memoryUsage()).isEqualTo(50.0);
        assertThat(vm("u1").uptimeSeconds(NOW)).isEqualTo(60);
        assertThat(vm("u1").revision()).isEqualTo(vm.revision());
        assertThat(inventory.revision()).isEqualTo(before);
    }

    @Test
    void onlyFiguresThatDifferAreWritten() {
        List<Figures.Figure> seen = List.of(new Figures.Figure("u1", 12.5, null, NOW.minusSeconds(60)));
        List<Figures.Figure> again = List.of(new Figures.Figure("u1", 12.5, null, NOW.minusSeconds(61)));
        List<Figures.Figure> other = List.of(new Figures.Figure("u1", 12.6, null, NOW.minusSeconds(10)));

        assertThat(write(seen)).as("figures, and when it started").isEqualTo(2);
        assertThat(write(again)).isZero();
        assertThat(write(other)).isEqualTo(2);
        assertThat(write(List.of(new Figures.Figure("unheard-of", 1.0, 1.0, null))))
                .isZero();
        assertThat(vm("u1").cpuUsage()).isEqualTo(12.6);
        assertThat(vm("u1").uptimeSeconds(NOW)).isEqualTo(10);
    }

    private int write(List<Figures.Figure> figures) {
        return database.call(tx -> new Figures().write(tx, vm("u1").state().connectionId(), figures));
    }

    @Test
    void whatStopsHasNoFigures() {
        figuresMoveNoRevision();
        change("u1", vm("u1").state().withStatus(VmStatus.STOPPED, "shutoff", null));

        assertThat(vm("u1").cpuUsage()).isNull();
        assertThat(vm("u1").memoryUsage()).isNull();
        assertThat(vm("u1").uptimeSeconds(NOW)).isZero();
    }

    @Test
    void aClosedRecordLeavesItsKeyToANewOne() {
        change("u1", vm("u1").state().withAbsence(new VmState.Absence(2, NOW, Duration.ZERO, NOW)));

        write(new Change.Added(state("u1", "again", VmStatus.RUNNING, 10, null)));

        assertThat(found(q -> q.words = List.of("again"))).containsExactly("u1");
        assertThat(found(q -> q.gone = true)).hasSize(4);
    }
}
