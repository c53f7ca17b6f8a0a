package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.GuestObservation.Agent;
import org.muster.hypervisor.GuestObservation.GuestAddress;
import org.muster.hypervisor.GuestObservation.Origin;
import org.muster.inventory.Change;
import org.muster.inventory.Nic;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmGuests;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;
import org.muster.platform.TestDatabase;

/** A guest's word is written between a pass's reading and its writing: both hold. */
class WrittenMeanwhileTest {

    private static final String SAID = "192.0.2.77";

    @TempDir
    Path home = Path.of("unset");

    private static final String LOCK = "UPDATE inventory_revision";

    private final Disturbed disturbed = new Disturbed();
    private EngineRig rig;
    private String id;

    @BeforeEach
    void observe() {
        rig = new EngineRig(home, "seed=5&hosts=2&vms=40", 2, disturbed.over(TestDatabase.source()));
        rig.full(1);
        rig.full(2);
        id = rig.any(1, VmStatus.RUNNING).state().externalId();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private void guestSays() {
        Vm row = rig.row(id);
        String mac =
                row.state().details().nics().stream().map(Nic::mac).findFirst().orElse("");
        GuestObservation said = new GuestObservation(
                Agent.ANSWERS, List.of(new GuestAddress(mac, SAID, 24, Origin.AGENT)), null, null, null, null, 1);
        boolean written = new GuestWriter(rig.database, new VmGuests(rig.database))
                .write(rig.source(1).lease(), row, said, false, null, rig.time.now());
        assertThat(written).isTrue();
    }

    private VmState state() {
        return rig.row(id).state();
    }

    @Test
    void aPassThatReadBeforeDoesNotOverwriteWhatAGuestSaid() {
        rig.fleet.order(1, id, VmAction.SUSPEND);
        disturbed.once(LOCK, this::guestSays);

        rig.quick(1);

        assertThat(state().details().ip()).isEqualTo(SAID);
        assertThat(state().status()).as("and is not lost either").isEqualTo(VmStatus.PAUSED);
    }

    @Test
    void norDoesALookAtWhatASourceTold() {
        rig.fleet.order(1, id, VmAction.SUSPEND);
        disturbed.once(LOCK, this::guestSays);

        new EventPasses(rig.sources, rig.database, EngineRig.SETTINGS, rig.meters, rig.time)
                .run(rig.source(1), new EventInbox.Batch(Set.of(id), Set.of(), Set.of(), false));

        assertThat(state().details().ip()).isEqualTo(SAID);
        assertThat(state().status()).isEqualTo(VmStatus.PAUSED);
    }

    @Test
    void aLookThatBeganBeforeAPassDoesNotOverwriteWhatThatFoundUnchanged() {
        rig.fleet.order(1, id, VmAction.SUSPEND);
        Source source = rig.source(1);
        disturbed.once("external_id IN", () -> {
            rig.fleet.order(1, id, VmAction.RESUME);
            rig.quick(1);
        });

        new EventPasses(rig.sources, rig.database, EngineRig.SETTINGS, rig.meters, rig.time)
                .run(source, new EventInbox.Batch(Set.of(id), Set.of(), Set.of(), false));

        assertThat(state().status()).isEqualTo(VmStatus.RUNNING);
        EventInbox.Batch again = source.inbox().take();
        assertThat(again == null ? Set.of() : again.vms())
                .as("it is looked at once more")
                .containsExactly(id);
    }

    @Test
    void norDoPortsThatWereTriedMeanwhile() {
        Vm tried = rig.row(id);
        Pass pass = rig.pass(rig.source(1));
        guestSays();

        rig.writer.write(
                pass,
                List.of(new Change.Updated(
                        tried.id(),
                        tried.revision(),
                        tried.state(),
                        tried.state().withPorts(new VmState.Ports(true, true)))));

        assertThat(state().details().ip()).isEqualTo(SAID);
    }
}
