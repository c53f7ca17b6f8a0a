package org.muster.sync;

import java.nio.file.Path;
import java.time.Duration;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;
import org.muster.platform.DatabaseConfig;
import org.muster.platform.MusterDataSource;
import org.muster.task.ActionRefused;
import org.muster.task.TaskRig;

/** A process to be killed: full syncs of a fleet that changes every time, and actions, until somebody ends it. */
public final class EngineProcess {

    static final int HOSTS = 2;
    static final int VMS = 600;
    static final String FLEET = "seed=9&hosts=" + HOSTS + "&vms=" + VMS;

    private EngineProcess() {}

    /** A rig on the database in that folder. */
    static EngineRig rig(Path folder) {
        DatabaseConfig h2 = new DatabaseConfig("jdbc:h2:file:" + folder.resolve("muster"), "muster", "");
        return new EngineRig(folder, FLEET, HOSTS, new MusterDataSource(h2));
    }

    /** @param arguments the folder of the database */
    public static void main(String[] arguments) throws InterruptedException {
        EngineRig rig = rig(Path.of(arguments[0]));
        TaskRig tasks = new TaskRig(rig);
        tasks.resume();
        System.out.println("READY");
        for (int round = 0; round < 10_000; round++) {
            for (int host = 1; host <= HOSTS; host++) {
                rig.full(host);
            }
            renameAll(rig, round);
            ask(rig, tasks);
            rig.database.tidy();
            rig.clock.forward(Duration.ofSeconds(1));
            System.out.println("ROUND " + round);
        }
    }

    /** Every row differs at the next pass. */
    private static void renameAll(EngineRig rig, int round) {
        for (Vm vm : rig.rows()) {
            int host = vm.state().connectionId() == rig.source(1).connection().id() ? 1 : 2;
            rig.fleet.rename(host, vm.state().externalId(), "round-" + round + "-" + vm.id());
        }
    }

    private static void ask(EngineRig rig, TaskRig tasks) {
        try {
            tasks.tasks.submit(rig.any(1, VmStatus.RUNNING).id(), VmAction.SUSPEND, "killer");
            tasks.tasks.submit(rig.any(2, VmStatus.RUNNING).id(), VmAction.REBOOT, "killer");
        } catch (ActionRefused e) {
            System.out.println("REFUSED " + e.getMessage());
        }
    }

    /** Tasks that have not ended. */
    static long unfinished(TaskRig tasks) {
        return tasks.tasks.list(null, null, Viewer.ALL).stream()
                .filter(task -> !task.state().isEnded())
                .count();
    }
}
