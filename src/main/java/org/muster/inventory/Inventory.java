package org.muster.inventory;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Database;

/** What readers ask of the inventory. Reads the database, never a hypervisor. */
@Singleton
public class Inventory {

    private static final int PAGES = 32;
    private static final int REMEMBERED_SIZE = 100;

    /**
     * What the table's rows are as of: rows read at the same version are the same.
     *
     * @param members moves when a VM comes or is gone
     */
    private record Version(long revision, long figures, long members) {

        /** What the number of VMs that a query finds is as of. */
        long ofTotal(VmQuery query, Viewer viewer) {
            return viewer.all() && query.isOfAllThatAreThere() ? -members : revision;
        }
    }

    private final Database database;
    private final Remembered<Long, Long> totals = new Remembered<>(500);
    private final Remembered<Version, VmPage> pages = new Remembered<>(PAGES);

    @Inject
    public Inventory(Database database) {
        this.database = database;
    }

    /**
     * One page, numbered from 1.
     *
     * @param stale decides what the query's {@code stale} filter means now
     */
    public VmPage list(VmQuery query, Viewer viewer, Staleness stale, int page, int size) {
        VmWhere where = VmWhere.of(query, viewer, stale);
        // Sorting ids is much cheaper than sorting whole rows.
        String sql = "SELECT v.id" + VmWhere.from(query) + where.sql() + VmWhere.order(query) + " LIMIT ? OFFSET ?";
        long before = (page - 1L) * size;
        // The order by last observation changes without a revision.
        boolean lasts = size <= REMEMBERED_SIZE && query.sort() != VmQuery.Sort.LAST_UPDATED;
        return database.read(tx -> {
            Version version = version(tx);
            return lasts
                    ? pages.at(
                            version,
                            where.question(sql, size, before),
                            () -> page(tx, sql, where, size, before, version.ofTotal(query, viewer), version))
                    : page(tx, sql, where, size, before, version.ofTotal(query, viewer), version);
        });
    }

    private VmPage page(Connection tx, String sql, VmWhere where, int size, long before, long totalOf, Version version)
            throws SQLException {
        List<Long> ids;
        try (PreparedStatement select = tx.prepareStatement(sql)) {
            int next = where.bind(select);
            select.setInt(next, size);
            select.setLong(next + 1, before);
            ids = readIds(select);
        }
        // A first page that is not full tells its own total.
        long total = before == 0 && ids.size() < size ? ids.size() : total(tx, where, totalOf);
        return new VmPage(rows(tx, ids), total, version.revision);
    }

    private static Version version(Connection tx) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement("SELECT revision FROM inventory_revision ORDER BY id")) {
            List<Long> all = readIds(select);
            return new Version(all.get(0), all.get(1), all.get(2));
        }
    }

    /** @param version of the answer; totals of all VMs and others have numbers of their own, negative and positive */
    private long total(Connection tx, VmWhere where, long version) throws SQLException {
        String sql = "SELECT COUNT(*) FROM vm_inventory v" + where.sql();
        return totals.at(version, where.question(sql), () -> {
            try (PreparedStatement select = tx.prepareStatement(sql)) {
                where.bind(select);
                return number(select);
            }
        });
    }

    /** The ids of all that match, in order: a stream of rows is read by {@link #rows} in steps. */
    public List<Long> ids(VmQuery query, Viewer viewer, Staleness stale) {
        VmWhere where = VmWhere.of(query, viewer, stale);
        String sql = "SELECT v.id" + VmWhere.from(query) + where.sql() + VmWhere.order(query);
        return database.read(tx -> {
            try (PreparedStatement select = tx.prepareStatement(sql)) {
                where.bind(select);
                return readIds(select);
            }
        });
    }

    /** The rows of these ids (at most 1000), in their order; what has been purged meanwhile is left out. */
    public List<Vm> rows(List<Long> ids) {
        return database.read(tx -> rows(tx, ids));
    }

    private static List<Vm> rows(Connection tx, List<Long> ids) throws SQLException {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<Long, Vm> byId = new HashMap<>();
        select(tx, VmWhere.visible(Viewer.ALL).in("v.id", ids)).forEach(vm -> byId.put(vm.id(), vm));
        return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
    }

    /** What changed after {@code revision}. */
    public VmChanges since(long revision, VmQuery query, Viewer viewer, Staleness stale) {
        return database.read(tx -> {
            long now = revision(tx);
            List<Long> touched = touched(tx, revision, viewer);
            List<Vm> matching = new ArrayList<>();
            for (int from = 0; from < touched.size(); from += 500) {
                List<Long> step = touched.subList(from, Math.min(from + 500, touched.size()));
                matching.addAll(select(tx, VmWhere.of(query, viewer, stale).in("v.id", step)));
            }
            List<Long> gone = new ArrayList<>(touched);
            gone.removeAll(matching.stream().map(Vm::id).collect(Collectors.toSet()));
            return new VmChanges(matching, gone, now);
        });
    }

    /** Rows that the viewer could or can see and that changed, or whose visibility did. */
    private static List<Long> touched(Connection tx, long revision, Viewer viewer) throws SQLException {
        Set<Long> shown = VmAccess.touched(tx, revision, viewer);
        if (shown.contains(VmAccess.EVERY_VM)) {
            return ids(tx, VmWhere.visible(Viewer.ALL));
        }
        Set<Long> ids = new LinkedHashSet<>(ids(tx, VmWhere.visible(viewer).and("v.revision > ?", revision)));
        if (!viewer.all()) {
            ids.addAll(shown);
        }
        return List.copyOf(ids);
    }

    private static List<Long> ids(Connection tx, VmWhere where) throws SQLException {
        try (PreparedStatement select =
                tx.prepareStatement("SELECT v.id FROM vm_inventory v" + where.sql() + " ORDER BY v.id")) {
            where.bind(select);
            return readIds(select);
        }
    }

    /** One VM, gone or not, if the viewer may see it. */
    public Optional<Vm> find(long id, Viewer viewer) {
        VmWhere where = VmWhere.visible(viewer).and("v.id = ?", id);
        return database.read(tx -> select(tx, where)).stream().findFirst();
    }

    /** The live VMs of that vmid that the viewer may see. */
    public List<Vm> byVmid(long vmid, @Nullable Long cluster, Viewer viewer) {
        VmWhere where = VmWhere.visible(viewer)
                .and("v.gone_at IS NULL")
                .and("v.vmid = ? OR (v.vmid IS NULL AND v.id = ?)", vmid, vmid);
        if (cluster != null) {
            where.and("v.cluster_id = ?", cluster);
        }
        return database.read(tx -> select(tx, where));
    }

    /** A host, by the name that its VMs' rows have. */
    public record Place(long cluster, String node) {}

    /** How many live VMs that the viewer may see each host has; hosts without one are left out. */
    public Map<Place, Long> countsByHost(Viewer viewer) {
        VmWhere live = VmWhere.visible(viewer).and("v.gone_at IS NULL");
        String sql = "SELECT v.cluster_id, v.node, COUNT(*) FROM vm_inventory v" + live.sql()
                + " GROUP BY v.cluster_id, v.node";
        return database.read(tx -> {
            Map<Place, Long> counts = new HashMap<>();
            try (PreparedStatement select = tx.prepareStatement(sql)) {
                live.bind(select);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        counts.put(new Place(row.getLong(1), row.getString(2)), row.getLong(3));
                    }
                }
            }
            return counts;
        });
    }

    /** Counts of what the viewer may see. */
    public VmCounts counts(Viewer viewer, Staleness stale) {
        VmWhere live = VmWhere.visible(viewer).and("v.gone_at IS NULL");
        VmQuery freshOnly =
                new VmQuery(List.of(), null, Set.of(), null, null, false, null, false, VmQuery.Sort.NAME, false);
        VmWhere fresh = VmWhere.of(freshOnly, viewer, stale);
        return database.read(tx -> {
            String sql =
                    "SELECT COUNT(*), COUNT(v.sync_error), COALESCE(SUM(CASE WHEN v.status = 'running' THEN 1 ELSE 0 END), 0)"
                            + " FROM vm_inventory v" + live.sql();
            try (PreparedStatement all = tx.prepareStatement(sql);
                    PreparedStatement some = tx.prepareStatement("SELECT COUNT(*) FROM vm_inventory v" + fresh.sql())) {
                live.bind(all);
                fresh.bind(some);
                long freshCount = number(some);
                try (ResultSet row = all.executeQuery()) {
                    row.next();
                    return new VmCounts(row.getLong(1), freshCount, row.getLong(2), row.getLong(3));
                }
            }
        });
    }

    /** The number of the last committed change. */
    public long revision() {
        return database.read(Inventory::revision);
    }

    private static long revision(Connection tx) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement("SELECT revision FROM inventory_revision WHERE id = 1")) {
            return number(select);
        }
    }

    private static List<Vm> select(Connection tx, VmWhere where) throws SQLException {
        try (PreparedStatement select =
                tx.prepareStatement("SELECT " + VmColumns.COLUMNS + VmColumns.FROM + where.sql() + " ORDER BY v.id")) {
            where.bind(select);
            return read(select);
        }
    }

    private static List<Vm> read(PreparedStatement select) throws SQLException {
        List<Vm> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.add(VmRow.read(row));
            }
        }
        return rows;
    }

    private static List<Long> readIds(PreparedStatement select) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        return ids;
    }

    private static long number(PreparedStatement select) throws SQLException {
        try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
