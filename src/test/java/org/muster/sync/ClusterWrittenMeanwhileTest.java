package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.Guest;
import org.muster.hypervisor.proxmox.pve.ProxmoxDouble;
import org.muster.inventory.Change;
import org.muster.inventory.InventoryWriter;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;
import org.muster.platform.TestDatabase;

/** What others write while a pass over a Proxmox VE cluster is under way. */
class ClusterWrittenMeanwhileTest {

    private static final String LOCK = "revision + 1 WHERE id = 1";

    @TempDir
    Path home = Path.of("unset");

    private final ProxmoxDouble pve = ProxmoxDouble.start(Fleet.of(1, 6));
    private final Disturbed disturbed = new Disturbed();
    private final InventoryWriter writer = new InventoryWriter();
    private ClusterRig rig;

    @BeforeEach
    void observe() {
        rig = new ClusterRig(home, disturbed.over(TestDatabase.source()), pve, true);
        rig.pass(SyncKind.FULL);
    }

    @AfterEach
    void close() {
        rig.close();
        pve.close();
    }

    private void write(Vm row, VmState after, boolean action) {
        rig.database.call(tx -> {
            long revision = writer.nextRevision(tx);
            long pass = writer.nextPass(tx);
            if (action) {
                rig.fences.began(tx, row.id());
            }
            VmState fenced = action ? after.withTask(null, pass) : after;
            Change change = new Change.Updated(row.id(), row.revision(), row.state(), fenced);
            assertThat(writer.write(tx, List.of(change), row.pass(), rig.time.now(), revision))
                    .isEmpty();
            if (action) {
                rig.fences.ended(tx, row.id());
            }
            return revision;
        });
    }

    /** The pass draws a higher number than the action has; only the fence, which it reads afterwards, holds it off. */
    @Test
    void rule4AnActionThatEndsWhileAPassDrawsItsNumberIsNotUndoneByAnOlderList() {
        Vm stopped = rig.row("qemu/102");
        assertThat(stopped.state().status()).isEqualTo(VmStatus.STOPPED);
        disturbed.once(
                "pass_seq", () -> write(stopped, stopped.state().withStatus(VmStatus.RUNNING, "running", null), true));

        rig.pass(SyncKind.QUICK);

        assertThat(rig.row("qemu/102").state().status()).isEqualTo(VmStatus.RUNNING);
    }

    @Test
    void aVmThatCouldNotBeWrittenUnderTheNumberOfOneThatOthersWroteIsNotCounted() {
        long old = rig.row("qemu/100").id();
        pve.add(Guest.qemu(100, "heir", "pve1"));
        pve.add(Guest.qemu(177, "newcomer", "pve1"));
        disturbed.once(LOCK, this::touchAgainAndAgain);

        Run.Outcome outcome = rig.counted();
        disturbed.once(LOCK, () -> {});

        assertThat(outcome.added()).as("the newcomer alone").isEqualTo(1);
        assertThat(outcome.gone()).isZero();
        assertThat(rig.row("qemu/100").id()).isEqualTo(old);
        assertThat(rig.row("qemu/177").state().details().name()).isEqualTo("newcomer");

        Run.Outcome next = rig.counted();
        assertThat(next.added()).isEqualTo(1);
        assertThat(next.gone()).isEqualTo(1);
        assertThat(rig.row("qemu/100").id()).isNotEqualTo(old);
    }

    private void touchAgainAndAgain() {
        Vm row = rig.row("qemu/100");
        boolean ssh = row.state().ports().ssh();
        write(row, row.state().withPorts(new VmState.Ports(false, !ssh)), false);
        disturbed.once(LOCK, this::touchAgainAndAgain);
    }
}
