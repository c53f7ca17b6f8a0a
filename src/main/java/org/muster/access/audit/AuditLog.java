package org.muster.access.audit;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.muster.platform.Database;

/** Reads the trail, the newest row first. */
@Singleton
public class AuditLog {

    /** Rows that are read at once where all are wanted. */
    private static final int STEP = 1000;

    /** One page, and how many rows match in all. */
    public record Page(List<AuditRow> rows, long total) {}

    /** Takes some rows. */
    @FunctionalInterface
    public interface Reader<X extends Exception> {
        void take(List<AuditRow> rows) throws X;
    }

    private final Database database;

    @Inject
    public AuditLog(Database database) {
        this.database = database;
    }

    /** One page, counted from 1. */
    public Page page(AuditQuery query, int page, int size) {
        AuditQuery.Where where = query.where();
        List<Object> values = new ArrayList<>(where.values());
        values.add(size);
        values.add((page - 1) * (long) size);
        return database.read(tx -> {
            long total;
            try (var count = tx.prepareStatement("SELECT COUNT(*) FROM audit WHERE " + where.sql())) {
                for (int i = 0; i < where.values().size(); i++) {
                    count.setObject(i + 1, where.values().get(i));
                }
                try (var row = count.executeQuery()) {
                    row.next();
                    total = row.getLong(1);
                }
            }
            String sql = "WHERE " + where.sql() + " ORDER BY id DESC LIMIT ? OFFSET ?";
            return new Page(AuditRows.read(tx, sql, values), total);
        });
    }

    /** All rows that match, in steps; the database is not held meanwhile. */
    public <X extends Exception> void each(AuditQuery query, Reader<X> reader) throws X {
        AuditQuery.Where where = query.where();
        long below = Long.MAX_VALUE;
        List<AuditRow> some;
        do {
            List<Object> values = new ArrayList<>(where.values());
            values.add(below);
            values.add(STEP);
            String sql = "WHERE " + where.sql() + " AND id < ? ORDER BY id DESC LIMIT ?";
            some = database.read(tx -> AuditRows.read(tx, sql, values));
            if (!some.isEmpty()) {
                reader.take(some);
                below = some.get(some.size() - 1).id();
            }
        } while (some.size() == STEP);
    }
}
