package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.VmEvent;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;

/** Which guests are asked, and when: slowly, and holding up nothing. */
class GuestLaneTest {

    private final GuestLaneRig guests;

    GuestLaneTest(@TempDir Path home) {
        guests = new GuestLaneRig(home);
    }

    @AfterEach
    void close() {
        guests.close();
    }

    @Test
    void aGuestThatDoesNotAnswerIsAskedMoreAndMoreSeldom() {
        guests.rig.told.says(guests.id, ToldGuests.silent());
        guests.first();
        for (int hour = 0; hour < 12; hour++) {
            for (int minutes = 0; minutes < 60; minutes += 5) {
                guests.pass(Duration.ofMinutes(5));
            }
        }

        assertThat(guests.rig.told.asked(guests.id)).isBetween(12L, 18L);
    }

    @Test
    void anAgentThatConnectsIsAskedAtOnce() {
        EventLoop events = guests.rig.events(guests.lane);
        events.start();
        guests.rig.told.says(guests.id, ToldGuests.away());
        guests.first();
        guests.rig.told.says(guests.id, ToldGuests.answers("10.9.8.7", "debian"));
        guests.rig.clock.forward(Duration.ofSeconds(10));

        guests.rig.source(1).inbox().happened(new VmEvent(guests.id, VmEvent.Kind.AGENT));

        await().untilAsserted(() -> assertThat(guests.ip()).isEqualTo("10.9.8.7"));
        events.stop();
    }

    @Test
    void aVmThatIsStartedAnewIsAskedSoonWhateverItsAgentDidBefore() throws Exception {
        guests.rig.told.says(guests.id, ToldGuests.silent());
        guests.first();
        guests.perform(VmAction.STOP);
        guests.rig.full(1);
        guests.pass(Duration.ofSeconds(15));
        guests.perform(VmAction.START);
        guests.rig.clock.forward(Duration.ofMinutes(1)); // until it is up
        guests.rig.full(1);
        assertThat(guests.now().state().status()).isEqualTo(VmStatus.RUNNING);
        long before = guests.rig.told.asked(guests.id);

        guests.first();

        assertThat(guests.rig.told.asked(guests.id)).isEqualTo(before + 1);
    }

    @Test
    void aHostIsAskedAboutOneGuestAtATime() {
        guests.first();
        guests.anInterval();

        assertThat(guests.rig.told.asked()).hasSizeGreaterThan(40);
        assertThat(guests.rig.told.mostAtOnce()).isEqualTo(1);
    }

    @Test
    void aGuestThatHangsDelaysNoPassAndNoOtherHost() {
        CountDownLatch never = new CountDownLatch(1);
        guests.rig.rows().stream()
                .filter(one -> one.state().connectionId() == guests.vm.state().connectionId())
                .forEach(one -> guests.rig.told.hangs(one.state().externalId(), never));
        guests.lane.tick();
        guests.rig.clock.forward(Duration.ofMinutes(1));
        guests.lane.tick();
        await().until(() -> guests.rig.told.asked().stream().anyMatch(guests::isOnHost1));

        assertThat(guests.rig.full(1).outcome().error()).isNull();
        assertThat(guests.rig.quick(1).outcome().error()).isNull();
        await().untilAsserted(() -> {
            guests.lane.tick();
            assertThat(guests.rig.told.asked().stream()
                            .filter(one -> !guests.isOnHost1(one))
                            .count())
                    .isGreaterThan(5);
        });

        assertThat(guests.rig.told.asked().stream().filter(guests::isOnHost1).count())
                .isEqualTo(1);
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

    @Test
    void aHostThatFailsIsNotAsked() {
        guests.rig.fleet.faults().refuse(1);
        guests.rig.quick(1);

        guests.first();

        assertThat(guests.rig.told.asked()).isNotEmpty().noneMatch(guests::isOnHost1);
    }

    @Test
    void aClusterThatIsPausedIsNotAsked() {
        guests.rig.database.call(tx -> {
            guests.rig.connections.setEnabled(tx, guests.rig.cluster.id(), false);
            return true;
        });
        guests.rig.sources.current();

        guests.lane.tick();
        guests.rig.clock.forward(Duration.ofMinutes(1));
        guests.lane.tick();

        assertThat(guests.rig.told.asked()).isEmpty();
    }

    @Test
    void noGuestIsAskedInsideATransaction() {
        guests.first();

        assertThat(guests.rig.watch.insideTransactions()).isEmpty();
    }
}
