package org.muster.sync;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.muster.hypervisor.demo.DemoFault;
import org.muster.hypervisor.demo.DemoPlan;
import org.muster.platform.DatabaseConfig;
import org.muster.platform.DatabaseException;
import org.muster.platform.MusterDataSource;

/** The engine with quick timers, over a fleet that ails by a seeded plan and with a clock that jumps, to be killed. */
final class ScheduleProcess {

    static final int HOSTS = 3;
    static final int VMS = 60;

    private ScheduleProcess() {}

    static EngineRig rig(Path folder, long seed) {
        return new EngineRig(folder, "seed=" + seed + "&hosts=" + HOSTS + "&vms=" + VMS, HOSTS, source(folder));
    }

    /** Has this process let go of the database's file, so that another may open it. */
    static void release(Path folder) throws SQLException {
        try (Connection connection = source(folder).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
    }

    private static DataSource source(Path folder) {
        return new MusterDataSource(new DatabaseConfig("jdbc:h2:file:" + folder.resolve("muster"), "muster", ""));
    }

    /** @param arguments the folder of the database, the seed of the fleet, the seed of this process's faults */
    public static void main(String[] arguments) {
        EngineRig rig = rig(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        long seed = Long.parseLong(arguments[2]);
        List<DemoFault> all = List.of(DemoFault.values());
        rig.fleet
                .faults()
                .follow(new DemoPlan(
                        seed, 0.5, all.subList(1, all.size()), Duration.ofMillis(500), Duration.ofMillis(60)));
        Random chance = new Random(seed);
        ScheduledExecutorService timers = Executors.newScheduledThreadPool(1);
        every(timers, 150, () -> {
            rig.clock.forward(Duration.ofMillis(150));
            rig.engine.tick(SyncKind.QUICK);
        });
        every(timers, 400, () -> rig.engine.tick(SyncKind.FULL));
        every(timers, 50, rig.engine::retry);
        every(timers, 700, () -> rig.clock.jump(Duration.ofHours(chance.nextInt(3) - 1)));
        System.out.println("READY");
    }

    private static void every(ScheduledExecutorService timers, long millis, Runnable tick) {
        timers.scheduleWithFixedDelay(
                () -> {
                    try {
                        tick.run();
                    } catch (DatabaseException e) {
                        System.out.println("no pass was begun: " + e.getMessage());
                    }
                },
                millis,
                millis,
                TimeUnit.MILLISECONDS);
    }
}
