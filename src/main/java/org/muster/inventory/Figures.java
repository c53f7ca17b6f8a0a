package org.muster.inventory;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The latest CPU and memory figures: in a narrow table of their own, for they change all the time and are no news. */
@Singleton
public class Figures {

    /** Sources tell the uptime in whole seconds, so a start that is told again wanders by as much. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    private static final String KNOWN = "SELECT v.external_id, v.id, v.status, v.started_at, f.vm_id, f.cpu_usage,"
            + " f.memory_usage FROM vm_inventory v LEFT JOIN vm_figures f ON f.vm_id = v.id"
            + " WHERE v.connection_id = ? AND v.live_key IS NOT NULL";

    /**
     * New figures of one VM; null is not known.
     *
     * @param startedAt replaces the known start of a running VM if the source tells one, else null
     */
    public record Figure(
            String externalId, @Nullable Double cpuUsage, @Nullable Double memoryUsage, @Nullable Instant startedAt) {}

    private record Known(
            long id,
            boolean running,
            @Nullable Instant startedAt,
            boolean kept,
            @Nullable Double cpuUsage,
            @Nullable Double memoryUsage) {

        static Known of(Vm row) {
            boolean kept = row.cpuUsage() != null || row.memoryUsage() != null;
            boolean running = row.state().status() == VmStatus.RUNNING;
            return new Known(row.id(), running, row.state().startedAt(), kept, row.cpuUsage(), row.memoryUsage());
        }

        boolean differs(Figure now) {
            return !Objects.equals(cpuUsage, now.cpuUsage()) || !Objects.equals(memoryUsage, now.memoryUsage());
        }

        boolean startedElsewhen(Figure now) {
            Instant told = now.startedAt();
            return running
                    && told != null
                    && (startedAt == null
                            || Duration.between(startedAt, told).abs().compareTo(SAME_START) > 0);
        }
    }

    private record Difference(Known known, Figure now) {}

    /**
     * Writes what differs, in a batch a table, as the last thing of the transaction; no revision moves. VMs that are not placed on the connection are left out.
     *
     * @return how many rows were written
     */
    public int write(Connection tx, long connection, Collection<Figure> figures) throws SQLException {
        return write(tx, differences(known(tx, connection), figures));
    }

    /** As {@link #write(Connection, long, Collection)}, without reading what is kept of the connection's rows. */
    public int write(Connection tx, long connection, Collection<Figure> figures, PlacedVms placed) throws SQLException {
        Map<String, Vm> rows = placed.ifCurrent(tx);
        if (rows == null) {
            return write(tx, connection, figures);
        }
        Map<String, Known> known = new HashMap<>();
        rows.forEach((id, row) -> known.put(id, Known.of(row)));
        List<Difference> all = differences(known, figures);
        // Of a row without figures nobody can tell whether there are none or none that are known.
        return all.stream().allMatch(one -> one.known().kept()) ? write(tx, all) : write(tx, connection, figures);
    }

    /** What a row is when these figures have been written. */
    static Vm after(Vm row, Figure now) {
        Known known = Known.of(row);
        boolean started = known.startedElsewhen(now);
        if (!started && !known.differs(now)) {
            return row;
        }
        VmState state = started
                ? row.state().withStatus(row.state().status(), row.state().statusDetail(), now.startedAt())
                : row.state();
        return new Vm(
                row.id(),
                state,
                row.pass(),
                row.updatedAt(),
                now.cpuUsage(),
                now.memoryUsage(),
                row.revision(),
                row.ownTags());
    }

    private static List<Difference> differences(Map<String, Known> known, Collection<Figure> figures) {
        List<Difference> all = new ArrayList<>();
        for (Figure figure : figures) {
            Known row = known.get(figure.externalId());
            if (row != null && (row.differs(figure) || row.startedElsewhen(figure))) {
                all.add(new Difference(row, figure));
            }
        }
        all.sort(Comparator.comparingLong(difference -> difference.known().id()));
        return all;
    }

    private static int write(Connection tx, List<Difference> all) throws SQLException {
        int written = all.isEmpty() ? 0 : writeStarts(tx, all) + update(tx, all) + insert(tx, all);
        if (written > 0) {
            count(tx);
        }
        return written;
    }

    /** Lets readers know that what they remember has changed. */
    private static void count(Connection tx) throws SQLException {
        try (PreparedStatement up =
                tx.prepareStatement("UPDATE inventory_revision SET revision = revision + 1 WHERE id = 2")) {
            up.executeUpdate();
        }
    }

    /** Forgets the figures of VMs that run no more. */
    void forget(Connection tx, Collection<Long> ids) throws SQLException {
        try (PreparedStatement delete = tx.prepareStatement("DELETE FROM vm_figures WHERE vm_id = ?")) {
            Batch batch = new Batch(delete);
            for (long id : ids.stream().sorted().toList()) {
                delete.setLong(1, id);
                batch.add();
            }
            batch.end();
        }
    }

    private static Map<String, Known> known(Connection tx, long connection) throws SQLException {
        Map<String, Known> known = new HashMap<>();
        try (PreparedStatement select = tx.prepareStatement(KNOWN)) {
            select.setLong(1, connection);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    known.put(
                            row.getString("external_id"),
                            new Known(
                                    row.getLong("id"),
                                    VmStatus.of(row.getString("status")) == VmStatus.RUNNING,
                                    Cells.instant(row, "started_at"),
                                    Cells.whole(row, "vm_id") != null,
                                    Cells.number(row, "cpu_usage"),
                                    Cells.number(row, "memory_usage")));
                }
            }
        }
        return known;
    }

    private static int writeStarts(Connection tx, List<Difference> all) throws SQLException {
        try (PreparedStatement update =
                tx.prepareStatement("UPDATE vm_inventory SET started_at = ? WHERE id = ? AND status = 'running'")) {
            Batch batch = new Batch(update);
            for (Difference one : all) {
                if (one.known().startedElsewhen(one.now())) {
                    Parameters p = new Parameters(update);
                    p.set(one.now().startedAt());
                    p.set(one.known().id());
                    batch.add();
                }
            }
            return batch.end();
        }
    }

    private static int update(Connection tx, List<Difference> all) throws SQLException {
        try (PreparedStatement update =
                tx.prepareStatement("UPDATE vm_figures SET cpu_usage = ?, memory_usage = ? WHERE vm_id = ?")) {
            return write(update, all, true);
        }
    }

    private static int insert(Connection tx, List<Difference> all) throws SQLException {
        try (PreparedStatement insert =
                tx.prepareStatement("INSERT INTO vm_figures (cpu_usage, memory_usage, vm_id) VALUES (?, ?, ?)")) {
            return write(insert, all, false);
        }
    }

    private static int write(PreparedStatement to, List<Difference> all, boolean kept) throws SQLException {
        Batch batch = new Batch(to);
        for (Difference one : all) {
            if (one.known().kept() == kept && one.known().differs(one.now())) {
                Parameters p = new Parameters(to);
                p.set(one.now().cpuUsage());
                p.set(one.now().memoryUsage());
                p.set(one.known().id());
                batch.add();
            }
        }
        return batch.end();
    }
}
