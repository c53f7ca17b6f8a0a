package org.muster.inventory;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Figures.Figure;

/**
 * The live rows that are placed on a connection, kept from pass to pass by who observes it: what was written since carries
 * a later revision and is read again, the rest is not. Figures move without a revision; so it may be used only by who is
 * the only one to write the connection's figures, which its lease makes sure of, and is told them here.
 */
public final class PlacedVms {

    /** So few rows are read as quickly as it is asked what has changed, and are not kept. */
    private static final int FEW = 100;

    /** One in so many may have changed; if there are more, all are read. */
    private static final int SHARE = 8;

    private final KnownVms known = new KnownVms();
    private final InventoryWriter writer = new InventoryWriter();
    private final long cluster;
    private final long connection;
    private final Map<String, Vm> rows = new HashMap<>();
    private @Nullable Long revision;

    public PlacedVms(long cluster, long connection) {
        this.cluster = cluster;
        this.connection = connection;
    }

    /** What {@link KnownVms#of} answers, in the caller's transaction, which must not have written VMs. */
    public synchronized Map<String, Vm> with(Connection tx, Collection<String> observed) throws SQLException {
        if (!isCurrent(tx)) {
            forget();
            long before = writer.revision(tx); // what is written between the two readings is read again next time
            rows.putAll(known.placed(tx, connection));
            revision = before;
        }
        return known.beside(tx, cluster, connection, observed, rows);
    }

    /** The rows as they are, if they need not all be read for that. */
    synchronized @Nullable Map<String, Vm> ifCurrent(Connection tx) throws SQLException {
        return isCurrent(tx) ? new HashMap<>(rows) : null;
    }

    /** These figures have been committed. */
    public synchronized void told(Collection<Figure> figures) {
        figures.forEach(figure -> rows.computeIfPresent(figure.externalId(), (id, row) -> Figures.after(row, figure)));
    }

    /** Nothing is asked for a while. */
    public synchronized void rest() {
        if (rows.size() < FEW) {
            forget();
        }
    }

    /** Nothing that is kept holds. */
    public synchronized void forget() {
        rows.clear();
        revision = null;
    }

    private boolean isCurrent(Connection tx) throws SQLException {
        Long kept = revision;
        if (kept == null) {
            return false;
        }
        long now = writer.revision(tx);
        // an earlier one is another database's, as after a restore
        return now == kept || now > kept && rows.size() >= FEW && catchUp(tx, kept, now);
    }

    private boolean catchUp(Connection tx, long from, long to) throws SQLException {
        int most = rows.size() / SHARE;
        List<Vm> written = known.writtenSince(tx, from, most + 1);
        if (written.size() > most) {
            return false;
        }
        Map<Long, Vm> byId = new HashMap<>();
        written.forEach(row -> byId.put(row.id(), row));
        rows.values().removeIf(row -> byId.containsKey(row.id()));
        for (Vm row : written) {
            if (row.state().connectionId() == connection && row.state().isLive()) {
                rows.put(row.state().externalId(), row);
            }
        }
        revision = to;
        return true;
    }
}
