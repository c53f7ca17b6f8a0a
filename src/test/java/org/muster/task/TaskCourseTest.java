package org.muster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.ProxmoxDouble;
import org.muster.inventory.Viewer;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;
import org.muster.platform.DatabaseException;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;
import org.muster.sync.ClusterRig;
import org.muster.sync.SyncKind;

/** A task's course in time that is moved by hand, over a cluster that carries orders out by itself. */
class TaskCourseTest {

    private static final TaskConfig CONFIG = new TaskConfig(
            Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(120), Duration.ofSeconds(600), 4);
    private static final String VM = "qemu/102";
    private static final String TASK = "GET /nodes/{node}/tasks/{upid}/status";
    private static final String START = "POST /nodes/{node}/qemu/{vmid}/status/start";

    /** A table of tasks that can't be written at times. */
    private static final class FrailStore extends TaskStore {
        private boolean keepsNoReceipt;
        private boolean endsNothing;

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

    private final ProxmoxDouble pve = ProxmoxDouble.start(Fleet.of(1, 12).lag(Duration.ofHours(24)));
    private final ClusterRig rig;
    private final FrailStore store;
    private final TaskEnd end;
    private final TaskCourse course;
    private final List<Long> pauses = new ArrayList<>();

    TaskCourseTest(@TempDir Path home) {
        pve.clock().stop();
        rig = new ClusterRig(home, TestDatabase.source(), pve, true);
        store = new FrailStore(rig);
        end = new TaskEnd(rig.database, store, rig.fences);
        // However long the test itself takes, no time passes but what it moves.
        Time still = new Time(rig.clock, () -> Duration.between(Instant.EPOCH, rig.clock.instant())
                .toNanos());
        course = new TaskCourse(rig.sources, store, end, rig.database, CONFIG, still);
        rig.pass(SyncKind.FULL);
    }

    @AfterEach
    void close() {
        rig.close();
        pve.close();
    }

    private Job begun(String vm, VmAction action) throws ActionRefused {
        long task = end.begin(rig.row(vm).id(), action, "eva");
        rig.database.call(tx -> store.begin(tx, task, rig.time.now()));
        return job(task);
    }

    private Job job(long task) {
        TaskStore.Stored stored = rig.database.read(tx -> store.find(tx, task)).orElseThrow();
        return new Job(
                stored, rig.inventory.find(stored.task().vm(), Viewer.ALL).orElseThrow());
    }

    /** Runs a course to its end, however long it takes. */
    private Task run(Turn first, Job job) {
        Turn turn = first;
        while (!turn.isOver()) {
            turn = next(turn);
        }
        return job(job.task()).stored().task();
    }

    private Turn next(Turn turn) {
        if (!turn.in().isZero()) {
            pauses.add(turn.in().toMillis());
        }
        rig.clock.forward(turn.in());
        pve.clock().advance(turn.in());
        return turn.step().run();
    }

    private long waited() {
        return pauses.stream().mapToLong(millis -> millis).sum() / 1000;
    }

    private void taskTakes(Duration time) {
        pve.times(Duration.ZERO, Duration.ZERO, time);
    }

    private VmStatus status() {
        return rig.row(VM).state().status();
    }

    @Test
    void orderIsFollowedAfterASecondAndThenMoreSeldom() throws Exception {
        taskTakes(Duration.ofSeconds(20));
        Job job = begun(VM, VmAction.START);

        Task task = run(course.ask(job), job);

        assertThat(task.error()).isNull();
        assertThat(pauses).containsExactly(1000L, 2000L, 4000L, 5000L, 5000L, 5000L);
        assertThat(status()).isEqualTo(VmStatus.RUNNING);
        assertThat(pve.count(START)).isEqualTo(1);
    }

    @Test
    void orderMayTakeLongerThanAVmIsWaitedForOtherwise() throws Exception {
        taskTakes(Duration.ofMinutes(5));
        Job job = begun(VM, VmAction.START);

        assertThat(run(course.ask(job), job).state()).isEqualTo(TaskState.COMPLETED);
    }

    @Test
    void orderThatIsNeverOverIsNotFollowedForever() throws Exception {
        taskTakes(Duration.ofHours(5));
        Job job = begun(VM, VmAction.START);

        Task task = run(course.ask(job), job);

        assertThat(task.error()).isEqualTo("It is still under way after 600 s.");
        assertThat(waited()).isBetween(600L, 605L);
        assertThat(status()).isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void vmThatIsAsAskedOnlyAfterTheOrdersEndIsWaitedFor() throws Exception {
        pve.change(102, guest -> guest.haState("stopped"));
        taskTakes(Duration.ofSeconds(3));
        Job job = begun(VM, VmAction.START);

        assertThat(run(course.ask(job), job).error()).isNull();
        assertThat(status()).isEqualTo(VmStatus.RUNNING);
        assertThat(waited()).isGreaterThanOrEqualTo(9);
    }

    @Test
    void silenceIsBorneForAWhileAndThenTheVmIsLookedAt() throws Exception {
        pve.fault(TASK, Fault.EMPTY_500);
        taskTakes(Duration.ofHours(5));
        Job job = begun(VM, VmAction.START);

        Task task = run(course.ask(job), job);

        assertThat(task.error())
                .startsWith("What became of the order is not known")
                .contains("The VM is stopped.");
        assertThat(waited()).isBetween(30L, 35L);
    }

    @Test
    void silenceIsNoFailureIfTheVmIsAsAsked() throws Exception {
        pve.fault(TASK, Fault.EMPTY_500);
        Job job = begun(VM, VmAction.START);

        assertThat(run(course.ask(job), job).error()).isNull();
        assertThat(status()).isEqualTo(VmStatus.RUNNING);
    }

    @Test
    void silenceOfMomentsIsNotEvenNoticed() throws Exception {
        taskTakes(Duration.ofMinutes(2));
        Job job = begun(VM, VmAction.START);
        Turn turn = course.ask(job);
        for (int poll = 0; !turn.isOver(); poll++) {
            pve.faults(poll % 5 == 4 ? route -> null : route -> route.equals(TASK) ? Fault.PROXY_596 : null);
            turn = next(turn);
        }

        assertThat(job(job.task()).stored().task().error()).isNull();
        assertThat(waited()).isGreaterThanOrEqualTo(120);
    }

    @Test
    void whatTheClusterCannotTellTheVmDoes() throws Exception {
        pve.answer(TASK, 200, "OK", "{\"data\":{\"status\":\"stopped\",\"exitstatus\":\"unexpected status\"}}");
        taskTakes(Duration.ofSeconds(10));
        Job job = begun(VM, VmAction.START);

        assertThat(run(course.ask(job), job).error()).isNull();
        assertThat(status()).isEqualTo(VmStatus.RUNNING);
    }

    @Test
    void whatNobodyCanTellIsSaidToBeUnknown() throws Exception {
        pve.answer(TASK, 200, "OK", "{\"data\":{\"status\":\"stopped\",\"exitstatus\":\"unexpected status\"}}");
        taskTakes(Duration.ofHours(5));
        Job job = begun(VM, VmAction.START);

        assertThat(run(course.ask(job), job).error())
                .isEqualTo(
                        "The cluster does not know how its task ended. The VM is stopped. It did not start within 30 s.");
    }

    @Test
    void credentialsThatAreRefusedMeanwhileAreNotTriedAgain() throws Exception {
        taskTakes(Duration.ofHours(5));
        Job job = begun(VM, VmAction.START);
        Turn turn = course.ask(job);
        pve.deleteToken(Fleet.FULL);

        Task task = run(turn, job);

        assertThat(task.error()).contains("refuses the credentials");
        assertThat(pauses).containsExactly(1000L);
    }

    @Test
    void orderWhoseNameCannotBeKeptIsFollowedAllTheSame() throws Exception {
        store.keepsNoReceipt = true;
        Job job = begun(VM, VmAction.START);

        assertThat(run(course.ask(job), job).state()).isEqualTo(TaskState.COMPLETED);
        assertThat(pve.count(START)).isEqualTo(1);
    }

    @Test
    void stepThatMetADeadDatabaseMayBeRunAgainAndAsksNothingAgain() throws Exception {
        pve.change(102, guest -> guest.config("lock", "backup"));
        Job job = begun(VM, VmAction.START);
        Turn turn = course.ask(job);
        store.endsNothing = true;
        assertThatThrownBy(() -> next(turn)).isInstanceOf(DatabaseException.class);
        store.endsNothing = false;

        assertThat(run(turn, job).error()).isEqualTo("VM is locked (backup)");
        assertThat(pve.count(START)).isEqualTo(1);
    }

    @Test
    void refusalMeetsADeadDatabaseAndIsNotAskedForAgain() throws Exception {
        pve.answer(START, 500, "VM is asleep", "{\"data\":null,\"message\":\"VM is asleep\\n\"}");
        Job job = begun(VM, VmAction.START);
        store.endsNothing = true;
        Turn turn = course.ask(job);
        assertThatThrownBy(() -> next(turn)).isInstanceOf(DatabaseException.class);
        store.endsNothing = false;

        assertThat(run(turn, job).error()).isEqualTo("VM is asleep");
        assertThat(pve.count(START)).isEqualTo(1);
    }

    @Test
    void taskThatIsAnotherNodesIsNotAskedFor() throws Exception {
        Job job = begun(VM, VmAction.START);
        rig.leases.start(); // another process, as far as the database knows

        assertThat(course.ask(job).isOver()).isTrue();
        assertThat(pve.count(START)).isZero();
    }

    /** The pass has drawn its number after the look that ends the task, and has its list before the task has ended. */
    @Test
    void passThatBeganWhileATaskWasEndingDoesNotUndoIt() throws Exception {
        Job job = begun(VM, VmAction.START);
        Turn turn = course.ask(job);
        pve.clock().advance(Duration.ofSeconds(1));
        CountDownLatch listed = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Thread passing = new Thread(() -> rig.pass(SyncKind.QUICK));
        rig.afterCalls(asked -> {
            if (asked.equals("observeVm")) {
                passing.start();
                await(listed);
            } else if (asked.equals("observeStatuses")) {
                listed.countDown();
                await(ended);
            }
        });

        assertThat(run(turn, job).error()).isNull();
        ended.countDown();
        passing.join();

        assertThat(status()).isEqualTo(VmStatus.RUNNING);
        rig.clock.forward(Duration.ofSeconds(17));
        rig.pass(SyncKind.QUICK);
        assertThat(status()).as("the list still is the old one").isEqualTo(VmStatus.STOPPED);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void rebootIsNotTakenForDoneBecauseTheVmRuns() throws Exception {
        Job job = begun("qemu/100", VmAction.REBOOT);

        Task task = run(course.look(job, "It was interrupted by a restart of Muster."), job);

        assertThat(task.error()).isEqualTo("It was interrupted by a restart of Muster. The VM is running.");
    }
}
