package org.muster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.access.TestAudit;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Order;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;
import org.muster.platform.Time;
import org.muster.sync.EngineRig;
import org.muster.task.TaskStore.Step;

/** Shutdowns that Muster itself forces, over a fleet whose guests take 3 s to shut down; time is moved by hand. */
class ForcedShutdownTest {

    private static final Duration TOO_SHORT = Duration.ofSeconds(2);
    private static final String LEFT = "It was interrupted.";

    private final EngineRig rig;
    private final TaskStore store;
    private final TaskEnd end;
    private final TaskCourse course;
    private final Vm vm;
    private long millis;

    ForcedShutdownTest(@TempDir Path home) {
        rig = new EngineRig(home, "seed=5&hosts=1&vms=30", 1);
        store = new TaskStore(rig.leases);
        end = new TaskEnd(rig.database, store, rig.fences, TestAudit.of(rig.database));
        Time still = new Time(rig.clock, () -> Duration.between(Instant.EPOCH, rig.clock.instant())
                .toNanos());
        course = new TaskCourse(rig.sources, store, end, rig.database, TaskConfig.DEFAULT, still);
        rig.full(1);
        vm = rig.any(1, VmStatus.RUNNING);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Job begun(Wish wish) throws ActionRefused {
        long task = end.begin(vm.id(), VmAction.SHUTDOWN, wish, new TaskStore.Asker("eva", null));
        rig.database.call(tx -> store.begin(tx, task, rig.time.now()));
        return job(task);
    }

    private Job job(long task) {
        TaskStore.Stored stored = rig.database.read(tx -> store.find(tx, task)).orElseThrow();
        return new Job(stored, rig.inventory.find(vm.id(), Viewer.ALL).orElseThrow());
    }

    private Turn next(Turn turn) {
        millis += turn.in().toMillis();
        rig.clock.forward(turn.in());
        return turn.step().run();
    }

    private Task run(Turn first, Job job) {
        Turn turn = first;
        while (!turn.isOver()) {
            turn = next(turn);
        }
        return job(job.task()).stored().task();
    }

    private VmStatus status() {
        return rig.inventory.find(vm.id(), Viewer.ALL).orElseThrow().state().status();
    }

    @Test
    void vmThatIsNotDownInTimeIsStopped() throws Exception {
        Job job = begun(new Wish(true, TOO_SHORT));

        Task task = run(course.ask(job), job);

        assertThat(task.error()).isNull();
        assertThat(task.wish()).isEqualTo(new Wish(true, TOO_SHORT));
        assertThat(status()).isEqualTo(VmStatus.STOPPED);
        assertThat(millis).isBetween(2000L, 2900L);
        assertThat(job(task.id()).stored().step()).isEqualTo(Step.STOPPING);
    }

    @Test
    void vmThatIsDownInTimeIsNotStopped() throws Exception {
        Job job = begun(new Wish(true, Duration.ofSeconds(10)));

        Task task = run(course.ask(job), job);

        assertThat(task.error()).isNull();
        assertThat(status()).isEqualTo(VmStatus.STOPPED);
        assertThat(job(task.id()).stored().step()).isEqualTo(Step.ASKED);
    }

    @Test
    void withoutForceTheTimeOverIsAFailure() throws Exception {
        Job job = begun(new Wish(false, TOO_SHORT));

        Task task = run(course.ask(job), job);

        assertThat(task.error()).contains("did not shutdown within 2 s");
        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(job(task.id()).stored().step()).isNull();
    }

    @Test
    void whoeverTakesUpAShutdownThatWasAskedForStopsTheVmInTheEnd() throws Exception {
        Job job = begun(new Wish(true, TOO_SHORT));
        Turn left = course.ask(job);
        next(left);
        assertThat(job(job.task()).stored().step()).isEqualTo(Step.ASKED);

        Task task = run(course.look(job(job.task()), LEFT), job);

        assertThat(task.error()).isNull();
        assertThat(status()).isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void vmThatWasStartedAgainSinceIsNotStoppedByWhoeverTakesItUpLate() throws Exception {
        Job job = begun(new Wish(true, TOO_SHORT));
        next(course.ask(job));
        rig.clock.forward(Duration.ofHours(1));
        start();
        rig.clock.forward(Duration.ofMinutes(1));

        Task task = run(course.look(job(job.task()), LEFT), job);

        assertThat(task.error()).contains(LEFT);
        assertThat(status()).isEqualTo(VmStatus.RUNNING);
        assertThat(job(job.task()).stored().step()).isEqualTo(Step.ASKED);
    }

    @Test
    void whoeverTakesItUpLeavesTheGuestWhatIsLeftOfItsTime() throws Exception {
        Job job = begun(new Wish(true, TOO_SHORT));
        next(course.ask(job));
        rig.clock.forward(Duration.ofMillis(1200));
        long before = millis;

        Task task = run(course.look(job(job.task()), LEFT), job);

        assertThat(task.error()).isNull();
        assertThat(status()).isEqualTo(VmStatus.STOPPED);
        assertThat(millis - before).isBetween(300L, 1400L);
    }

    @Test
    void vmThatWasStartedAgainWithinItsTimeIsNotStoppedByWhoeverTakesItUp() throws Exception {
        Job job = begun(new Wish(true, Duration.ofSeconds(10)));
        next(course.ask(job));
        rig.clock.forward(Duration.ofSeconds(4)); // it has shut down
        start();
        rig.clock.forward(Duration.ofSeconds(2));

        Task task = run(course.look(job(job.task()), LEFT), job);

        assertThat(task.error()).contains(LEFT, "started again");
        assertThat(status()).isEqualTo(VmStatus.RUNNING);
        assertThat(job(job.task()).stored().step()).isEqualTo(Step.ASKED);
    }

    private void start() throws HypervisorException {
        rig.sources.ask(vm.state().connectionId(), connection -> {
            Order start = new Order(VmAction.START, vm.state().externalId(), TOO_SHORT);
            return connection.perform(start, Duration.ofSeconds(5));
        });
    }

    @Test
    void vmThatGoesDownJustBeforeItIsStoppedHasShutDown() throws Exception {
        Job job = begun(new Wish(true, TOO_SHORT));
        Turn turn = next(course.ask(job));
        while (millis < TOO_SHORT.toMillis()) {
            turn = next(turn);
        }
        assertThat(turn.in()).isEqualTo(Duration.ZERO); // the next step stops it
        rig.clock.forward(TOO_SHORT);

        Task task = run(turn, job);

        assertThat(task.error()).isNull();
        assertThat(status()).isEqualTo(VmStatus.STOPPED);
        assertThat(job(job.task()).stored().step()).isEqualTo(Step.STOPPING);
    }

    @Test
    void shutdownOfWhichNobodyKnowsWhetherItWasAskedForIsNotForced() throws Exception {
        Job job = begun(new Wish(true, TOO_SHORT));

        Task task = run(course.look(job, LEFT), job);

        assertThat(task.error()).contains(LEFT);
        assertThat(status()).isEqualTo(VmStatus.RUNNING);
    }

    @Test
    void stopIsNotAskedForTwice() throws Exception {
        Job job = begun(new Wish(true, TOO_SHORT));
        rig.database.call(tx -> store.step(tx, job.task(), Step.STOPPING));

        Task task = run(course.look(job(job.task()), LEFT), job);

        assertThat(task.error()).contains(LEFT);
        assertThat(status()).isEqualTo(VmStatus.RUNNING);
    }

    @Test
    void nodeThatWasHeldForDeadStopsNothing() throws Exception {
        Job job = begun(new Wish(true, Duration.ofSeconds(1)));
        Turn turn = next(course.ask(job));
        rig.leases.start(); // another process, as far as the database knows

        while (!turn.isOver()) {
            turn = next(turn);
        }
        assertThat(job(job.task()).stored().step()).isEqualTo(Step.ASKED);
        assertThat(job(job.task()).stored().task().state()).isEqualTo(TaskState.RUNNING);
    }

    @Test
    void onlyAShutdownCanBeForcedOrGivenTime() {
        assertThatThrownBy(
                        () -> end.begin(vm.id(), VmAction.STOP, new Wish(true, null), new TaskStore.Asker("eva", null)))
                .isInstanceOf(ActionRefused.class)
                .hasMessageContaining("Only a shutdown");
        assertThatThrownBy(() -> end.begin(
                        vm.id(), VmAction.SHUTDOWN, new Wish(false, Duration.ZERO), new TaskStore.Asker("eva", null)))
                .isInstanceOf(ActionRefused.class)
                .hasMessageContaining("1 to 3600 s");
        assertThat(status()).isEqualTo(VmStatus.RUNNING);
    }

    @Test
    void theTrailTellsHowItIsToBeDone() {
        assertThat(Wish.NONE.words()).isEmpty();
        assertThat(new Wish(true, null).words()).isEqualTo("force");
        assertThat(new Wish(true, Duration.ofSeconds(60)).words()).isEqualTo("force, timeout 60 s");
        assertThat(new Wish(false, Duration.ofSeconds(60)).words()).isEqualTo("timeout 60 s");
    }
}
