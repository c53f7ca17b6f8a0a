package org.muster.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Database;
import org.muster.platform.TestDatabase;

/** Three VMs (u1 on connection 10, u2 and u3 on 20) in a database of their own. */
final class InventoryRig {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final Staleness FRESH = new Staleness(NOW, Map.of(), Map.of());
    static final Viewer EVA = new Viewer(false, Set.of("user:7"));

    final Database database = TestDatabase.fresh();
    final Inventory inventory = new Inventory(database);
    private final InventoryWriter writer = new InventoryWriter();
    private final VmAccess access = new VmAccess();

    InventoryRig() {
        write(
                new Change.Added(state("u1", "Web-Server", VmStatus.RUNNING, 10, "10.0.0.5", "web", "prod")),
                new Change.Added(state("u2", "db_100%", VmStatus.STOPPED, 20, null, "db")),
                new Change.Added(state("u3", "ärger\uD83D\uDE00", VmStatus.PAUSED, 20, "10.0.0.50")));
    }

    static VmState state(
            String id, String name, VmStatus status, long connection, @Nullable String ip, String... tags) {
        VmDetails details = new VmDetails(
                name,
                "00000000-0000-4000-8000-000000000000".substring(0, 36 - id.length()) + id,
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
        return VmState.atFirst(1, connection, id, "host-" + connection, details, status, status.word());
    }

    long write(Change... changes) {
        return database.call(tx -> {
            long revision = writer.nextRevision(tx);
            writer.write(tx, List.of(changes), writer.nextPass(tx), NOW, revision);
            return revision;
        });
    }

    int write(List<Figures.Figure> figures) {
        return database.call(tx -> new Figures().write(tx, vm("u1").state().connectionId(), figures));
    }

    int write(List<Figures.Figure> figures, PlacedVms placed) {
        int written =
                database.call(tx -> new Figures().write(tx, vm("u1").state().connectionId(), figures, placed));
        placed.told(figures);
        return written;
    }

    /** What is kept of u1's connection, and has been read. */
    PlacedVms placed() {
        PlacedVms placed = new PlacedVms(1, 10);
        database.read(tx -> placed.with(tx, List.of()));
        return placed;
    }

    void grant(long id, String subject) {
        database.call(tx -> {
            access.write(tx, List.of(new VmAccess.Entry(id, subject, 1, true)), writer.nextRevision(tx));
            return true;
        });
    }

    void revoke(long id, String subject) {
        database.call(tx -> {
            access.write(tx, List.of(new VmAccess.Entry(id, subject, 0, false)), writer.nextRevision(tx));
            return true;
        });
    }

    Vm vm(String externalId) {
        return inventory.list(query(b -> b.gone = true), Viewer.ALL, FRESH, 1, 100).vms().stream()
                .filter(vm -> vm.state().externalId().equals(externalId))
                .findFirst()
                .orElseThrow();
    }

    long change(String externalId, VmState after) {
        Vm row = vm(externalId);
        return write(new Change.Updated(row.id(), row.revision(), row.state(), after));
    }

    long total(Viewer viewer, VmQuery query) {
        return inventory.list(query, viewer, FRESH, 1, 1).total();
    }

    List<String> found(Consumer<Q> with) {
        return inventory.list(query(with), Viewer.ALL, FRESH, 1, 100).vms().stream()
                .map(vm -> vm.state().externalId())
                .toList();
    }

    static VmQuery query(Consumer<Q> with) {
        Q q = new Q();
        with.accept(q);
        return new VmQuery(
                q.words, q.cluster, q.statuses, q.tag, q.host, q.stale, q.error, q.gone, q.sort, q.descending);
    }

    /** What is asked for, with what is usual. */
    static final class Q {
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
}
