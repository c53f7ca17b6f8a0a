package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.GuestObservation.Agent;
import org.muster.hypervisor.GuestObservation.Origin;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.VmEvent;
import org.muster.inventory.IpOrigin;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmCategory;
import org.muster.inventory.VmGuest;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

/** What guests say reaches the rows, slowly, and holds up nothing. */
class GuestLaneTest {

    private static final Duration INTERVAL = EngineRig.CONFIG.guestInterval();

    @TempDir
    Path home = Path.of("unset");

    private EngineRig rig;
    private GuestLane lane;
    private Vm vm;
    private String id;

    @BeforeEach
    void observe() {
        rig = new EngineRig(home, "seed=5&hosts=2&vms=40", 2);
        lane = rig.guests();
        rig.full(1);
        rig.full(2);
        vm = rig.any(1, VmStatus.RUNNING);
        id = vm.state().externalId();
    }

    @AfterEach
    void close() {
        lane.stop();
        rig.close();
    }

    /** Lets everybody who is due by now be asked. */
    private void pass(Duration time) {
        rig.clock.forward(time);
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(() -> {
            lane.tick();
            return isQuiet(1) && isQuiet(2);
        });
    }

    private boolean isQuiet(int host) {
        Source source = rig.source(host);
        return source.isFailing() || source.guests().isIdle(rig.time.nanos());
    }

    private void first() {
        pass(Duration.ZERO);
        pass(Duration.ofMinutes(1));
    }

    /** Later than any guest that answers is asked again. */
    private void anInterval() {
        pass(INTERVAL.multipliedBy(2));
    }

    private Vm now() {
        return rig.inventory.find(vm.id(), Viewer.ALL).orElseThrow();
    }

    private String ip() {
        return String.valueOf(now().state().details().ip());
    }

    private void perform(VmAction action) throws HypervisorException {
        rig.sources.ask(vm.state().connectionId(), connection -> {
            connection.perform(action, id, Duration.ofSeconds(1));
            return true;
        });
    }

    @Test
    void whatAGuestSaysIsKept() {
        rig.told.says(id, ToldGuests.answers("10.9.8.7", "freebsd"));

        first();

        VmState state = now().state();
        assertThat(state.details().ip()).isEqualTo("10.9.8.7");
        assertThat(state.guest().ipOrigin()).isEqualTo(IpOrigin.AGENT);
        assertThat(state.details().category()).isEqualTo(VmCategory.OTHER);
        VmGuest guest = rig.guest(vm);
        assertThat(guest.hostName()).isEqualTo("inside");
        assertThat(guest.users()).extracting(VmGuest.User::name).containsExactly("ada");
        assertThat(guest.fileSystems()).hasSize(1);
        assertThat(guest.observedAt()).isNotNull();
        assertThat(guest.isCurrent(state)).isTrue();
        assertThat(rig.meters.text()).contains("muster_sync_guest_calls", "outcome=\"answers\"");
    }

    @Test
    void anAgentsAddressAndSystemOutliveAlternatingPassesWithoutAWrite() {
        rig.told.says(id, ToldGuests.answers("10.9.8.7", "mswindows"));
        first();
        long revision = now().revision();

        for (int round = 0; round < 3; round++) {
            rig.full(1);
            rig.quick(1);
            anInterval();
        }

        assertThat(ip()).isEqualTo("10.9.8.7");
        assertThat(now().state().details().category()).isEqualTo(VmCategory.WINDOWS);
        assertThat(now().revision()).isEqualTo(revision);
    }

    @Test
    void aLeaseTakesOverWhereTheAgentNoLongerHasAnAddress() {
        rig.told.says(id, ToldGuests.answers("10.9.8.7", "debian"));
        first();
        rig.told.says(id, ToldGuests.lease(Agent.ANSWERS, "10.9.8.8"));
        anInterval();

        assertThat(ip()).isEqualTo("10.9.8.8");
        assertThat(now().state().guest().ipOrigin()).isEqualTo(IpOrigin.LEASE);
    }

    @Test
    void anAgentThatIsAwayKeepsItsWordForAnHour() {
        rig.told.says(id, ToldGuests.answers("10.9.8.7", "debian"));
        first();
        rig.told.says(id, ToldGuests.lease(Agent.AWAY, "10.9.8.8"));

        anInterval();
        assertThat(ip()).isEqualTo("10.9.8.7");
        assertThat(rig.guest(vm).isCurrent(now().state())).isFalse();
        pass(Duration.ofMinutes(90));
        pass(Duration.ofMinutes(90));

        assertThat(ip()).isEqualTo("10.9.8.8");
    }

    @Test
    void aStopEndsTheAgentsWordAndALeaseTakesOver() throws Exception {
        rig.told.says(id, ToldGuests.answers("10.9.8.7", "debian"));
        first();

        perform(VmAction.STOP);
        rig.full(1);

        assertThat(ip())
                .as("as the source has it")
                .isEqualTo(vm.state().details().ip());
        assertThat(now().state().guest().ipOrigin()).isEqualTo(IpOrigin.LEASE);
        assertThat(rig.guest(vm).isCurrent(now().state())).isFalse();
        assertThat(rig.guest(vm).users()).as("known, with its instant").isNotEmpty();
    }

    @Test
    void theArpTableIsBelievedWhereThereIsNoLeaseAndALeaseBeatsIt() {
        rig.told.says(id, ToldGuests.network(Agent.NONE, "10.9.8.9", Origin.ARP));
        first();
        assertThat(ip()).isEqualTo("10.9.8.9");

        rig.full(1);

        assertThat(ip()).isEqualTo(vm.state().details().ip());
        assertThat(now().state().guest().ipOrigin()).isEqualTo(IpOrigin.LEASE);
    }

    @Test
    void aGuestThatDoesNotAnswerIsAskedMoreAndMoreSeldom() {
        rig.told.says(id, ToldGuests.silent());
        first();
        for (int hour = 0; hour < 12; hour++) {
            for (int minutes = 0; minutes < 60; minutes += 5) {
                pass(Duration.ofMinutes(5));
            }
        }

        assertThat(rig.told.asked(id)).isBetween(12L, 18L);
    }

    @Test
    void anAgentThatConnectsIsAskedAtOnce() {
        EventLoop events = rig.events(lane);
        events.start();
        rig.told.says(id, ToldGuests.away());
        first();
        rig.told.says(id, ToldGuests.answers("10.9.8.7", "debian"));
        rig.clock.forward(Duration.ofSeconds(10));

        rig.source(1).inbox().happened(new VmEvent(id, VmEvent.Kind.AGENT));

        await().untilAsserted(() -> assertThat(ip()).isEqualTo("10.9.8.7"));
        events.stop();
    }

    @Test
    void aVmThatIsStartedAnewIsAskedSoonWhateverItsAgentDidBefore() throws Exception {
        rig.told.says(id, ToldGuests.silent());
        first();
        perform(VmAction.STOP);
        rig.full(1);
        pass(Duration.ofSeconds(15));
        perform(VmAction.START);
        rig.clock.forward(Duration.ofMinutes(1)); // until it is up
        rig.full(1);
        assertThat(now().state().status()).isEqualTo(VmStatus.RUNNING);
        long before = rig.told.asked(id);

        first();

        assertThat(rig.told.asked(id)).isEqualTo(before + 1);
    }

    @Test
    void aHostIsAskedAboutOneGuestAtATime() {
        first();
        anInterval();

        assertThat(rig.told.asked()).hasSizeGreaterThan(40);
        assertThat(rig.told.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void aGuestThatHangsDelaysNoPassAndNoOtherHost() {
        CountDownLatch never = new CountDownLatch(1);
        rig.rows().stream()
                .filter(one -> one.state().connectionId() == vm.state().connectionId())
                .forEach(one -> rig.told.hangs(one.state().externalId(), never));
        lane.tick();
        rig.clock.forward(Duration.ofMinutes(1));
        lane.tick();
        await().until(() -> rig.told.asked().stream().anyMatch(this::isOnHost1));

        assertThat(rig.full(1).outcome().error()).isNull();
        assertThat(rig.quick(1).outcome().error()).isNull();
        await().untilAsserted(() -> {
            lane.tick();
            assertThat(rig.told.asked().stream().filter(one -> !isOnHost1(one)).count())
                    .isGreaterThan(5);
        });

        assertThat(rig.told.asked().stream().filter(this::isOnHost1).count()).isEqualTo(1);
        never.countDown();
    }

    @Test
    void manyHostsWhoseGuestsHangDelayNoOther(@TempDir Path elsewhere) {
        CountDownLatch never = new CountDownLatch(1);
        try (EngineRig many = new EngineRig(elsewhere, "seed=5&hosts=24&vms=240", 24)) {
            GuestLane wide = many.guests();
            for (int host = 1; host <= 24; host++) {
                many.full(host);
            }
            long last = many.source(24).connection().id();
            many.rows().stream()
                    .filter(one -> one.state().connectionId() != last)
                    .forEach(one -> many.told.hangs(one.state().externalId(), never));
            String free = many.any(24, VmStatus.RUNNING).state().externalId();

            await().untilAsserted(() -> {
                many.clock.forward(Duration.ofSeconds(20));
                wide.tick();
                assertThat(many.told.asked(free)).isPositive();
            });

            assertThat(many.told.asked().stream().distinct().count()).isGreaterThan(20);
            never.countDown();
            wide.stop();
        }
    }

    private boolean isOnHost1(String external) {
        return rig.row(external).state().connectionId() == vm.state().connectionId();
    }

    @Test
    void aHostThatFailsIsNotAsked() {
        rig.fleet.faults().refuse(1);
        rig.quick(1);

        first();

        assertThat(rig.told.asked()).isNotEmpty().noneMatch(this::isOnHost1);
    }

    @Test
    void aClusterThatIsPausedIsNotAsked() {
        rig.database.call(tx -> {
            rig.connections.setEnabled(tx, rig.cluster.id(), false);
            return true;
        });
        rig.sources.current();

        lane.tick();
        rig.clock.forward(Duration.ofMinutes(1));
        lane.tick();

        assertThat(rig.told.asked()).isEmpty();
    }

    @Test
    void whatAGuestSaidBeforeTheRowMovedIsNotWritten() {
        rig.told.does(id, limit -> {
            // Seen while the guest was being asked.
            rig.sources.ask(vm.state().connectionId(), connection -> {
                connection.perform(VmAction.STOP, id, Duration.ofSeconds(1));
                return true;
            });
            rig.full(1);
            return ToldGuests.answers("10.9.8.7", "debian");
        });

        first();

        assertThat(ip()).isEqualTo(vm.state().details().ip());
        assertThat(now().state().status()).isNotEqualTo(VmStatus.RUNNING);
    }

    @Test
    void aQuestionThatFailsClearsNothingAndFailsNoConnection() {
        rig.told.says(id, ToldGuests.answers("10.9.8.7", "debian"));
        first();
        rig.told.does(id, limit -> {
            throw new HypervisorException(HypervisorException.Reason.SOURCE_FAILED, "no");
        });

        anInterval();

        assertThat(ip()).isEqualTo("10.9.8.7");
        assertThat(rig.guest(vm).hostName()).isEqualTo("inside");
        assertThat(rig.source(1).isFailing()).isFalse();
        assertThat(rig.meters.text()).contains("outcome=\"source_failed\"");
    }

    @Test
    void noGuestIsAskedInsideATransaction() {
        first();

        assertThat(rig.watch.insideTransactions()).isEmpty();
    }
}
