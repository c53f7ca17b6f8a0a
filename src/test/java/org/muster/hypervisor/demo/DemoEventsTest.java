package org.muster.hypervisor.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.EventSink;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.Target;
import org.muster.hypervisor.VmEvent;
import org.muster.hypervisor.VmEvent.Kind;
import org.muster.platform.Threads;
import org.muster.platform.Time;

class DemoEventsTest {

    private static final String ADDRESS = "demo://fleet?seed=3&hosts=2&vms=10&host=1";
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final DemoHypervisor demo =
            new DemoHypervisor(new DemoConfig(new SmallRyeConfigBuilder().build()), Time.SYSTEM);
    private final DemoFleet fleet = demo.fleet(ADDRESS);
    private final List<VmEvent> told = new CopyOnWriteArrayList<>();
    private int losses;

    private final EventSink sink = new EventSink() {
        @Override
        public void happened(VmEvent event) {
            told.add(event);
        }

        @Override
        public void lost() {
            losses++;
        }
    };

    private boolean listen() throws Exception {
        HypervisorConnection connection = demo.open(new Target(1, List.of(ADDRESS), Map.of()), LIMIT);
        return connection.listen(sink, LIMIT);
    }

    private List<Kind> kinds() {
        return told.stream().map(VmEvent::kind).toList();
    }

    private void createAndRemove() {
        fleet.remove(1, fleet.create(1, "brief"));
    }

    @Test
    void whatMachinesDoOfThemselvesIsToldToThoseWhoListen() {
        DemoFleet large = demo.fleet("demo://fleet?seed=3&hosts=2&vms=2000&host=1");
        large.events().listen(1, sink);
        long minute = Duration.ofMinutes(1).toMillis();
        long now = 1_700_000_000_000L;
        List<String> changed = new ArrayList<>();

        for (int i = 0; i < 60; i++) {
            long before = now;
            now += minute;
            changed.addAll(large.host(1).changed(before, now));
            large.tellChanges(before, now);
        }

        int oneInAHundredAMinute = large.host(1).size() * 60 / 100;
        assertThat(changed).hasSizeBetween(oneInAHundredAMinute * 9 / 10, oneInAHundredAMinute * 11 / 10);
        assertThat(told)
                .containsExactlyElementsOf(changed.stream()
                        .map(id -> new VmEvent(id, Kind.LIFECYCLE))
                        .toList());
        large.tellChanges(now, now);
        assertThat(told).hasSameSizeAs(changed);
    }

    @Test
    void thePulseTellsByItself() {
        AtomicLong hours = new AtomicLong();
        Time hasty = new Time(
                () -> Instant.EPOCH
                        .plus(hours.incrementAndGet(), ChronoUnit.HOURS)
                        .plusSeconds(600),
                System::nanoTime);
        DemoFleet large = new DemoHypervisor(new DemoConfig(new SmallRyeConfigBuilder().build()), hasty)
                .fleet("demo://fleet?seed=3&hosts=1&vms=1000&host=1");
        large.events().listen(1, sink);

        try (DemoPulse pulse = new DemoPulse(List.of(large), new Threads(Executors.defaultThreadFactory()))) {
            await().untilAsserted(() -> assertThat(kinds()).contains(Kind.LIFECYCLE));
        }
    }

    @Test
    void otherHostsAreNotTold() throws Exception {
        assertThat(listen()).isTrue();
        fleet.create(2, "elsewhere");
        assertThat(told).isEmpty();
        createAndRemove();
        assertThat(kinds()).containsExactly(Kind.DEFINED, Kind.UNDEFINED);
    }

    @Test
    void switchedOffThereAreNone() throws Exception {
        fleet.events().switchOff();
        assertThat(listen()).isFalse();
        createAndRemove();
        assertThat(told).isEmpty();
    }

    @Test
    void lostOnesAreNotTold() throws Exception {
        listen();
        fleet.events().set(DemoEventFault.LOST);
        createAndRemove();
        assertThat(told).isEmpty();
        assertThat(losses).isZero();
    }

    @Test
    void overflowIsTold() throws Exception {
        listen();
        fleet.events().set(DemoEventFault.OVERFLOW);
        createAndRemove();
        assertThat(told).isEmpty();
        assertThat(losses).isEqualTo(2);
    }

    @Test
    void doubledOnesAreToldTwice() throws Exception {
        listen();
        fleet.events().set(DemoEventFault.DOUBLED);
        createAndRemove();
        assertThat(kinds()).containsExactly(Kind.DEFINED, Kind.DEFINED, Kind.UNDEFINED, Kind.UNDEFINED);
    }

    @Test
    void reorderedOnesAreToldTheWrongWayRound() throws Exception {
        listen();
        fleet.events().set(DemoEventFault.REORDERED);
        createAndRemove();
        assertThat(kinds()).containsExactly(Kind.UNDEFINED, Kind.DEFINED);
        fleet.create(1, "late");
        assertThat(told).hasSize(2);
        fleet.events().set(DemoEventFault.NONE);
        assertThat(kinds()).endsWith(Kind.DEFINED).hasSize(3);
    }

    @Test
    void hangingHostTellsNothing() throws Exception {
        listen();
        fleet.faults().hang(1);
        createAndRemove();
        assertThat(told).isEmpty();
    }

    @Test
    void migrationIsToldOnBothHosts() throws Exception {
        String id = fleet.create(1, "nomad");
        listen();
        fleet.move(id, 1, 2);
        assertThat(told).containsExactly(new VmEvent(id, Kind.UNDEFINED));
        fleet.move(id, 2, 1);
        assertThat(told).last().isEqualTo(new VmEvent(id, Kind.DEFINED));
    }
}
