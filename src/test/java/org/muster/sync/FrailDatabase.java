package org.muster.sync;

import static org.muster.sync.KeptConnections.call;
import static org.muster.sync.KeptConnections.proxy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A database in virtual time that can go away, in the middle of a transaction too, and whose user can be killed between
 * any two statements.
 */
final class FrailDatabase {

    /** Told of every commit that changed the inventory or a connection's state, before anybody else runs. */
    interface Watcher {
        void committed(VirtualTime.Strand by);

        /** Told of every pass that draws its number. */
        void begins(VirtualTime.Strand pass);
    }

    private final DataSource real;
    private final VirtualTime time;
    private final Random chance;
    private final Watcher watcher;
    private final Map<VirtualTime.Strand, Integer> held = new HashMap<>();
    private boolean away;
    private int stepsUntilAway = -1;
    private int stepsUntilDeath = -1;
    private VirtualTime.@Nullable Life doomed;

    FrailDatabase(DataSource real, VirtualTime time, Random chance, Watcher watcher) {
        this.real = real;
        this.time = time;
        this.chance = chance;
        this.watcher = watcher;
    }

    /** Goes away after so many statements, in the midst of a transaction perhaps. */
    void goAway(int steps) {
        stepsUntilAway = steps;
    }

    /** Answers again. */
    void comeBack() {
        away = false;
        stepsUntilAway = -1;
    }

    /** Kills the process when it has come so many statements further. */
    void killAfter(VirtualTime.Life life, int steps) {
        doomed = life;
        stepsUntilDeath = steps;
    }

    /** Whether this strand is in the midst of a transaction. */
    boolean isHeldBy(VirtualTime.Strand strand) {
        return held.containsKey(strand);
    }

    /** The database as one process sees it. */
    DataSource of(VirtualTime.Life life) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                return call(real, method, arguments);
            }
            VirtualTime.Strand strand = time.current();
            alive(life);
            if (away) {
                throw gone();
            }
            held.merge(strand, 1, Integer::sum);
            return watched(real.getConnection(), life, strand);
        });
    }

    private Connection watched(Connection connection, VirtualTime.Life life, VirtualTime.Strand strand) {
        boolean[] wrote = new boolean[1];
        return proxy(Connection.class, (proxy, method, arguments) -> {
            switch (method.getName()) {
                case "prepareStatement", "createStatement" -> {
                    step(connection, life);
                    wrote[0] |= arguments != null && writes((String) arguments[0]);
                    if (arguments != null && ((String) arguments[0]).contains("pass_seq")) {
                        watcher.begins(strand);
                    }
                }
                case "commit" -> {
                    commit(connection, life, () -> {
                        if (wrote[0]) {
                            watcher.committed(strand);
                        }
                    });
                    return null;
                }
                case "close" -> {
                    held.compute(strand, (key, count) -> count == null || count == 1 ? null : count - 1);
                    connection.close();
                    return null;
                }
                case "rollback" -> {
                    if (life.isOver() || away) {
                        return null;
                    }
                }
                default -> {
                    if (method.getName().equals("setAutoCommit") && (life.isOver() || away)) {
                        return null;
                    }
                }
            }
            return call(connection, method, arguments);
        });
    }

    private static boolean writes(String sql) {
        return (sql.startsWith("UPDATE") || sql.startsWith("INSERT"))
                && (sql.contains("vm_inventory") || sql.contains("connection_state"));
    }

    /** What strikes at a commit leaves it open whether the commit was heard. */
    private void commit(Connection connection, VirtualTime.Life life, Runnable heard) throws SQLException {
        alive(life);
        boolean dies = isTimeToDie(life);
        boolean leaves = isTimeToLeave();
        if (!dies && !leaves || !away && chance.nextBoolean()) {
            connection.commit();
            heard.run();
        } else {
            connection.rollback();
        }
        strike(dies, leaves, life);
    }

    private void step(Connection connection, VirtualTime.Life life) throws SQLException {
        alive(life);
        boolean dies = isTimeToDie(life);
        boolean leaves = isTimeToLeave();
        if (dies || leaves) {
            connection.rollback();
        }
        strike(dies, leaves, life);
    }

    private void strike(boolean dies, boolean leaves, VirtualTime.Life life) throws SQLException {
        if (dies) {
            life.end();
            throw new VirtualTime.Killed();
        }
        if (leaves) {
            away = true;
            throw gone();
        }
    }

    private boolean isTimeToDie(VirtualTime.Life life) {
        return life == doomed && stepsUntilDeath > 0 && --stepsUntilDeath == 0;
    }

    private boolean isTimeToLeave() {
        return away || stepsUntilAway > 0 && --stepsUntilAway == 0;
    }

    private static void alive(VirtualTime.Life life) {
        if (life.isOver()) {
            throw new VirtualTime.Killed();
        }
    }

    private static SQLException gone() {
        return new SQLException("the database is away", "08001");
    }
}
