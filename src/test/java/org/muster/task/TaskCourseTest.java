package org.muster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;
import org.muster.sync.SyncKind;

/** A task's course in time that is moved by hand, over a cluster that carries orders out by itself. */
class TaskCourseTest extends TaskCourseFixture {

    TaskCourseTest(@TempDir Path home) {
        super(home);
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
    void shutdownIsForcedByTheClusterItselfHoweverMuchTimeTheGuestIsGiven() throws Exception {
        pve.change(100, guest -> guest.system(false));
        Job job = begun("qemu/100", VmAction.SHUTDOWN, new Wish(true, Duration.ofSeconds(1000)));

        Task task = run(course.ask(job), job);

        assertThat(task.error()).isNull();
        assertThat(waited()).isBetween(1000L, 1010L);
        assertThat(rig.row("qemu/100").state().status()).isEqualTo(VmStatus.STOPPED);
        assertThat(pve.count("POST /nodes/{node}/qemu/{vmid}/status/shutdown")).isEqualTo(1);
        assertThat(pve.count("POST /nodes/{node}/qemu/{vmid}/status/stop")).isZero();
    }

    @Test
    void forcedShutdownOfAVmThatHaManagesIsWaitedForUntilHaHasStoppedIt() throws Exception {
        pve.change(100, guest -> guest.system(false).haState("started"));
        taskTakes(Duration.ofSeconds(5));
        Job job = begun("qemu/100", VmAction.SHUTDOWN, new Wish(true, Duration.ofSeconds(100)));

        assertThat(run(course.ask(job), job).error()).isNull();
        assertThat(rig.row("qemu/100").state().status()).isEqualTo(VmStatus.STOPPED);
        assertThat(waited()).isBetween(115L, 130L);
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
}
