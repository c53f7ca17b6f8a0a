package org.muster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.Guest;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;
import org.muster.platform.DatabaseException;

/** A task's course when the cluster, or the database, says nothing meanwhile. */
class TaskCourseDoubtTest extends TaskCourseFixture {

    TaskCourseDoubtTest(@TempDir Path home) {
        super(home);
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
    void nothingIsDoneToAVmThatCannotBeTold() throws Exception {
        pve.fault(CONFIG, Fault.EMPTY_500);
        Job job = begun(VM, VmAction.START);

        Task task = run(course.ask(job), job);

        assertThat(task.error()).startsWith("Whether it still is the same VM can't be told");
        assertThat(pve.count(START)).isZero();
        assertThat(status()).isEqualTo(VmStatus.STOPPED);
        assertThat(rig.row(VM).state().task()).isNull();
    }

    @Test
    void anotherVmThatHasTheNumberMeanwhileIsNoProof() throws Exception {
        taskTakes(Duration.ofSeconds(1));
        Job job = begun(VM, VmAction.START);
        Turn turn = course.ask(job);
        pve.add(Guest.qemu(102, "heir", "pve1").status("running"));

        Task task = run(turn, job);

        assertThat(task.state()).isEqualTo(TaskState.FAILED);
        assertThat(task.error()).startsWith("The VM is not there any more.");
        assertThat(status()).isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void verdictWaitsUntilTheVmCanBeToldAgain() throws Exception {
        Job job = begun(VM, VmAction.START);
        Turn turn = course.ask(job);
        pve.fault(CONFIG, Fault.EMPTY_500);
        turn = next(next(turn));
        assertThat(job(job.task()).stored().task().state().isEnded()).isFalse();
        pve.heal();

        assertThat(run(turn, job).error()).isNull();
        assertThat(status()).isEqualTo(VmStatus.RUNNING);
    }

    @Test
    void vmThatCannotBeToldAtTheEndKeepsWhatWasKnownOfIt() throws Exception {
        Job job = begun(VM, VmAction.START);
        Turn turn = course.ask(job);
        pve.fault(CONFIG, Fault.EMPTY_500);

        assertThat(run(turn, job).error()).startsWith("Whether it still is the same VM can't be told");
        assertThat(status()).isEqualTo(VmStatus.STOPPED);
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
    void rebootIsNotTakenForDoneBecauseTheVmRuns() throws Exception {
        Job job = begun("qemu/100", VmAction.REBOOT);

        Task task = run(course.look(job, "It was interrupted by a restart of Muster."), job);

        assertThat(task.error()).isEqualTo("It was interrupted by a restart of Muster. The VM is running.");
    }
}
