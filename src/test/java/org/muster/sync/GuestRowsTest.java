package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.GuestObservation.Agent;
import org.muster.hypervisor.GuestObservation.Origin;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Order;
import org.muster.inventory.IpOrigin;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmCategory;
import org.muster.inventory.VmGuest;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

/** What guests say reaches the rows. */
class GuestRowsTest {

    private final GuestLaneRig guests;

    GuestRowsTest(@TempDir Path home) {
        guests = new GuestLaneRig(home);
    }

    @AfterEach
    void close() {
        guests.close();
    }

    @Test
    void whatAGuestSaysIsKept() {
        guests.rig.told.says(guests.id, ToldGuests.answers("10.9.8.7", "freebsd"));

        guests.first();

        VmState state = guests.now().state();
        assertThat(state.details().ip()).isEqualTo("10.9.8.7");
        assertThat(state.guest().ipOrigin()).isEqualTo(IpOrigin.AGENT);
        assertThat(state.details().category()).isEqualTo(VmCategory.OTHER);
        VmGuest guest = guests.rig.guest(guests.vm);
        assertThat(guest.hostName()).isEqualTo("inside");
        assertThat(guest.users()).extracting(VmGuest.User::name).containsExactly("ada");
        assertThat(guest.fileSystems()).hasSize(1);
        assertThat(guest.observedAt()).isNotNull();
        assertThat(guest.isCurrent(state)).isTrue();
        assertThat(guests.rig.meters.text()).contains("muster_sync_guest_calls", "outcome=\"answers\"");
    }

    @Test
    void anAgentsAddressAndSystemOutliveAlternatingPassesWithoutAWrite() {
        guests.rig.told.says(guests.id, ToldGuests.answers("10.9.8.7", "mswindows"));
        guests.first();
        long revision = guests.now().revision();

        for (int round = 0; round < 3; round++) {
            guests.rig.full(1);
            guests.rig.quick(1);
            guests.anInterval();
        }

        assertThat(guests.ip()).isEqualTo("10.9.8.7");
        assertThat(guests.now().state().details().category()).isEqualTo(VmCategory.WINDOWS);
        assertThat(guests.now().revision()).isEqualTo(revision);
    }

    @Test
    void aLeaseTakesOverWhereTheAgentNoLongerHasAnAddress() {
        guests.rig.told.says(guests.id, ToldGuests.answers("10.9.8.7", "debian"));
        guests.first();
        guests.rig.told.says(guests.id, ToldGuests.lease(Agent.ANSWERS, "10.9.8.8"));
        guests.anInterval();

        assertThat(guests.ip()).isEqualTo("10.9.8.8");
        assertThat(guests.now().state().guest().ipOrigin()).isEqualTo(IpOrigin.LEASE);
    }

    @Test
    void anAgentThatIsAwayKeepsItsWordForAnHour() {
        guests.rig.told.says(guests.id, ToldGuests.answers("10.9.8.7", "debian"));
        guests.first();
        guests.rig.told.says(guests.id, ToldGuests.lease(Agent.AWAY, "10.9.8.8"));

        guests.anInterval();
        assertThat(guests.ip()).isEqualTo("10.9.8.7");
        assertThat(guests.rig.guest(guests.vm).isCurrent(guests.now().state())).isFalse();
        guests.pass(Duration.ofMinutes(90));
        guests.pass(Duration.ofMinutes(90));

        assertThat(guests.ip()).isEqualTo("10.9.8.8");
    }

    @Test
    void aStopEndsTheAgentsWordAndALeaseTakesOver() throws Exception {
        guests.rig.told.says(guests.id, ToldGuests.answers("10.9.8.7", "debian"));
        guests.first();

        guests.perform(VmAction.STOP);
        guests.rig.full(1);

        assertThat(guests.ip())
                .as("as the source has it")
                .isEqualTo(guests.vm.state().details().ip());
        assertThat(guests.now().state().guest().ipOrigin()).isEqualTo(IpOrigin.LEASE);
        assertThat(guests.rig.guest(guests.vm).isCurrent(guests.now().state())).isFalse();
        assertThat(guests.rig.guest(guests.vm).users())
                .as("known, with its instant")
                .isNotEmpty();
    }

    @Test
    void theArpTableIsBelievedWhereThereIsNoLeaseAndALeaseBeatsIt() {
        guests.rig.told.says(guests.id, ToldGuests.network(Agent.NONE, "10.9.8.9", Origin.ARP));
        guests.first();
        assertThat(guests.ip()).isEqualTo("10.9.8.9");

        guests.rig.full(1);

        assertThat(guests.ip()).isEqualTo(guests.vm.state().details().ip());
        assertThat(guests.now().state().guest().ipOrigin()).isEqualTo(IpOrigin.LEASE);
    }

    @Test
    void whatAGuestSaidBeforeTheRowMovedIsNotWritten() {
        guests.rig.told.does(guests.id, limit -> {
            // Seen while the guest was being asked.
            guests.rig.sources.ask(guests.vm.state().connectionId(), connection -> {
                connection.perform(new Order(VmAction.STOP, guests.id, Duration.ofSeconds(1)), Duration.ofSeconds(1));
                return true;
            });
            guests.rig.full(1);
            return ToldGuests.answers("10.9.8.7", "debian");
        });

        guests.first();

        assertThat(guests.ip()).isEqualTo(guests.vm.state().details().ip());
        assertThat(guests.now().state().status()).isNotEqualTo(VmStatus.RUNNING);
    }

    @Test
    void aQuestionThatFailsClearsNothingAndFailsNoConnection() {
        guests.rig.told.says(guests.id, ToldGuests.answers("10.9.8.7", "debian"));
        guests.first();
        guests.rig.told.does(guests.id, limit -> {
            throw new HypervisorException(HypervisorException.Reason.SOURCE_FAILED, "no");
        });

        guests.anInterval();

        assertThat(guests.ip()).isEqualTo("10.9.8.7");
        assertThat(guests.rig.guest(guests.vm).hostName()).isEqualTo("inside");
        assertThat(guests.rig.source(1).isFailing()).isFalse();
        assertThat(guests.rig.meters.text()).contains("outcome=\"source_failed\"");
    }
}
