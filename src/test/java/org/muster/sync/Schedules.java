package org.muster.sync;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.muster.platform.Database;
import org.muster.platform.Databases;

/** Runs schedules one after the other, on one database that is emptied before each. */
final class Schedules implements AutoCloseable {

    private static final List<String> TABLES = List.of(
            "vm_figures",
            "vm_guest",
            "vm_inventory",
            "vm_access",
            "connection_state",
            "connection",
            "host",
            "cluster",
            "status_fence",
            "sync_run",
            "node");
    private static final List<String> BEGINNINGS = List.of(
            "cluster_seq RESTART WITH 1",
            "vm_seq RESTART WITH 1000000000",
            "pass_seq RESTART WITH 1",
            "connection_seq RESTART WITH 1",
            "run_seq RESTART WITH 1",
            "node_seq RESTART WITH 1");

    private final VirtualTime virtual = new VirtualTime();
    private final KeptConnections kept;
    private final DataSource source;
    private final Database database;
    private final Path home;
    private final int nodes;
    private final Schedule.Maker worlds;

    /** @param nodes how many of Muster's share the database */
    Schedules(DataSource source, Path home, int nodes, Schedule.Maker worlds) {
        this.worlds = worlds;
        this.kept = new KeptConnections(source);
        this.source = kept.source();
        this.home = home;
        this.nodes = nodes;
        this.database = Databases.migrated(source);
    }

    /**
     * Runs the schedule of that seed.
     *
     * @throws AssertionError that tells the seed and what happened, if a rule of truth was broken
     */
    Schedule run(long seed) {
        empty();
        virtual.reset();
        Schedule schedule = new Schedule(seed, virtual, source, home, nodes, worlds);
        schedule.run();
        return schedule;
    }

    private void empty() {
        database.call(tx -> {
            try (Statement statement = tx.createStatement()) {
                for (String table : TABLES) {
                    statement.execute("DELETE FROM " + table);
                }
                statement.execute("UPDATE inventory_revision SET revision = 1");
                statement.execute("UPDATE shard_lease SET node_id = 0, token = 0");
                for (String sequence : BEGINNINGS) {
                    statement.execute("ALTER SEQUENCE " + sequence);
                }
            }
            return true;
        });
    }

    @Override
    public void close() throws SQLException {
        virtual.close();
        kept.close();
    }
}
