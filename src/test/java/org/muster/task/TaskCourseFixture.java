package org.muster.task;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.muster.access.TestAudit;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.ProxmoxDouble;
import org.muster.inventory.Viewer;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;
import org.muster.sync.ClusterRig;
import org.muster.sync.SyncKind;

/** A task's course in time that is moved by hand, over a cluster that carries orders out by itself. */
abstract class TaskCourseFixture {

    static final TaskConfig SETTINGS = new TaskConfig(
            Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(120), Duration.ofSeconds(600), 4);
    static final String VM = "qemu/102";
    static final String TASK = "GET /nodes/{node}/tasks/{upid}/status";
    static final String CONFIG = "GET /nodes/{node}/qemu/{vmid}/config";
    static final String START = "POST /nodes/{node}/qemu/{vmid}/status/start";

    /** A table of tasks that can't be written at times. */
    static final class FrailStore extends TaskStore {
        boolean keepsNoReceipt;
        boolean endsNothing;

        FrailStore(ClusterRig rig) {
            super(rig.leases);
        }

        @Override
        void receipt(Connection tx, long id, String receipt) throws SQLException {
            if (keepsNoReceipt) {
                throw new SQLException("away");
            }
            super.receipt(tx, id, receipt);
        }

        @Override
        boolean end(Connection tx, long id, TaskState state, @Nullable String error, Instant now) throws SQLException {
            if (endsNothing) {
                throw new SQLException("away");
            }
            return super.end(tx, id, state, error, now);
        }
    }

    final ProxmoxDouble pve = ProxmoxDouble.start(Fleet.of(1, 12).lag(Duration.ofHours(24)));
    final ClusterRig rig;
    final FrailStore store;
    final TaskEnd end;
    final TaskCourse course;
    final List<Long> pauses = new ArrayList<>();

    TaskCourseFixture(Path home) {
        pve.clock().stop();
        rig = new ClusterRig(home, TestDatabase.source(), pve, true);
        store = new FrailStore(rig);
        end = new TaskEnd(rig.database, store, rig.fences, TestAudit.of(rig.database));
        // However long the test itself takes, no time passes but what it moves.
        Time still = new Time(rig.clock, () -> Duration.between(Instant.EPOCH, rig.clock.instant())
                .toNanos());
        course = new TaskCourse(rig.sources, store, end, rig.database, SETTINGS, still);
        rig.pass(SyncKind.FULL);
    }

    @AfterEach
    void close() {
        rig.close();
        pve.close();
    }

    Job begun(String vm, VmAction action) throws ActionRefused {
        return begun(vm, action, Wish.NONE);
    }

    Job begun(String vm, VmAction action, Wish wish) throws ActionRefused {
        long task = end.begin(rig.row(vm).id(), action, wish, new TaskStore.Asker("eva", null));
        rig.database.call(tx -> store.begin(tx, task, rig.time.now()));
        return job(task);
    }

    Job job(long task) {
        TaskStore.Stored stored = rig.database.read(tx -> store.find(tx, task)).orElseThrow();
        return new Job(
                stored, rig.inventory.find(stored.task().vm(), Viewer.ALL).orElseThrow());
    }

    /** Runs a course to its end, however long it takes. */
    Task run(Turn first, Job job) {
        Turn turn = first;
        while (!turn.isOver()) {
            turn = next(turn);
        }
        return job(job.task()).stored().task();
    }

    Turn next(Turn turn) {
        if (!turn.in().isZero()) {
            pauses.add(turn.in().toMillis());
        }
        rig.clock.forward(turn.in());
        pve.clock().advance(turn.in());
        return turn.step().run();
    }

    long waited() {
        return pauses.stream().mapToLong(millis -> millis).sum() / 1000;
    }

    void taskTakes(Duration time) {
        pve.times(Duration.ZERO, Duration.ZERO, time);
    }

    VmStatus status() {
        return rig.row(VM).state().status();
    }
}
