package org.muster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.muster.hypervisor.proxmox.pve.Guest;
import org.muster.inventory.Viewer;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;
import org.muster.sync.SyncKind;

/** Actions on VMs of a Proxmox VE cluster, which carries them out by itself. */
class ProxmoxTasksTest extends ProxmoxTasksFixture {

    ProxmoxTasksTest(@TempDir Path home) {
        super(home);
    }

    @Test
    void whatTheClusterCallsTheOrderIsKeptWhileItIsUnderWay() throws Exception {
        Task task = submit(STOPPED, VmAction.START);

        assertThat(taken(task)).startsWith("UPID:pve1:").contains(":qmstart:102:");
        assertThat(status(STOPPED)).isEqualTo(VmStatus.STARTING);

        Task end = ended(task);
        assertThat(end.error()).isNull();
        assertThat(end.state()).isEqualTo(TaskState.COMPLETED);
        assertThat(status(STOPPED)).isEqualTo(VmStatus.RUNNING);
        assertThat(rig.row(STOPPED).state().task()).isNull();
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void nothingIsDoneToAnotherVmThatHasTheNumberNow() throws Exception {
        pve.add(Guest.qemu(102, "heir", "pve1"));

        Task end = ended(submit(STOPPED, VmAction.START));

        assertThat(end.state()).isEqualTo(TaskState.FAILED);
        assertThat(end.error()).isEqualTo("Another VM has its number now.");
        assertThat(posts()).isZero();
        assertThat(pve.status(102)).isEqualTo("stopped");
        assertThat(rig.row(STOPPED).state().details().name()).isEqualTo("vm-102");
        assertThat(status(STOPPED)).isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void everyActionIsCarriedOut() throws Exception {
        for (VmAction action : new VmAction[] {
            VmAction.SUSPEND,
            VmAction.RESUME,
            VmAction.REBOOT,
            VmAction.RESET,
            VmAction.SHUTDOWN,
            VmAction.START,
            VmAction.STOP
        }) {
            assertThat(ended(submit(RUNNING, action)).error()).as(action.word()).isNull();
        }
        assertThat(status(RUNNING)).isEqualTo(VmStatus.STOPPED);
        assertThat(posts()).isEqualTo(7);
        assertThat(pve.lately()).contains("POST /nodes/pve1/qemu/100/status/shutdown {timeout=7}");
    }

    static Stream<Arguments> whatFails() {
        Consumer<Guest> running = guest -> guest.status("running");
        Consumer<Guest> locked = guest -> guest.config("lock", "backup");
        Consumer<Guest> template = Guest::template;
        Consumer<Guest> withoutDisk = Guest::withoutDisk;
        return Stream.of(
                Arguments.of("VM 102 already running", VmStatus.RUNNING, running),
                Arguments.of("VM is locked (backup)", VmStatus.STOPPED, locked),
                Arguments.of("you can't start a vm if it's a template", VmStatus.STOPPED, template),
                Arguments.of("volume 'local:102/vm-102-disk-0.qcow2' does not exist", VmStatus.STOPPED, withoutDisk));
    }

    @ParameterizedTest
    @MethodSource("whatFails")
    void r7WhatTheClusterFailsToDoEndsAsAFailedTaskInItsWords(String words, VmStatus then, Consumer<Guest> how)
            throws Exception {
        pve.change(102, how);

        Task end = ended(submit(STOPPED, VmAction.START));

        assertThat(end.state()).isEqualTo(TaskState.FAILED);
        assertThat(end.error()).isEqualTo(words);
        assertThat(status(STOPPED)).isEqualTo(then);
        assertThat(rig.row(STOPPED).state().task()).isNull();
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void whatIsRefusedAtOnceEndsAsAFailedTaskInTheClustersWords() throws Exception {
        pve.change(100, guest -> guest.status("stopped"));

        Task end = ended(submit(RUNNING, VmAction.RESET));

        assertThat(end.state()).isEqualTo(TaskState.FAILED);
        assertThat(end.error()).isEqualTo("VM 100 not running");
        assertThat(status(RUNNING)).isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void guestThatIgnoresAShutdownIsGivenUpInTheClustersWords() throws Exception {
        pve.change(100, guest -> guest.system(false));

        Task end = ended(submit(RUNNING, VmAction.SHUTDOWN));

        assertThat(end.error()).isEqualTo("VM quit/powerdown failed - got timeout");
        assertThat(status(RUNNING)).isEqualTo(VmStatus.RUNNING);
    }

    @Test
    void r7ListThatIsOlderThanAnActionDoesNotUndoIt() throws Exception {
        ended(submit(STOPPED, VmAction.START));

        rig.pass(SyncKind.QUICK);
        assertThat(status(STOPPED)).isEqualTo(VmStatus.RUNNING);
        rig.pass(SyncKind.FULL);
        assertThat(status(STOPPED)).isEqualTo(VmStatus.RUNNING);

        rig.clock.forward(Duration.ofSeconds(17));
        rig.pass(SyncKind.QUICK);
        assertThat(status(STOPPED)).as("the list still is the old one").isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void tasksAreSeenWithoutWhatTheClusterCallsThem() throws Exception {
        Task end = ended(submit(STOPPED, VmAction.START));

        assertThat(acting.tasks.find(end.id(), Viewer.ALL)).contains(end);
        assertThat(end.toString()).doesNotContain("UPID");
    }
}
