package org.muster.hypervisor.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.muster.platform.Time;

class DemoPlanTest {

    private static final int HOSTS = 2_500;
    private static final DemoPlan PLAN = new DemoPlan(
            7, 0.2, List.of(DemoFault.HANG, DemoFault.REFUSE), Duration.ofMinutes(5), Duration.ofMillis(50));

    private static Map<DemoFault, Long> count(DemoPlan plan, long nanos) {
        return IntStream.rangeClosed(1, HOSTS)
                .mapToObj(host -> plan.at(host, nanos).fault())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @Test
    void theWantedShareAilsAndOthersLater() {
        Map<DemoFault, Long> now = count(PLAN, 0);

        assertThat(now.get(DemoFault.NONE)).isBetween(1_900L, 2_100L);
        assertThat(now.get(DemoFault.HANG)).isBetween(180L, 320L);
        assertThat(now.get(DemoFault.REFUSE)).isBetween(180L, 320L);
        assertThat(IntStream.rangeClosed(1, HOSTS)
                        .filter(host -> PLAN.at(host, 0).fault()
                                != PLAN.at(host, Duration.ofMinutes(6).toNanos())
                                        .fault())
                        .count())
                .isGreaterThan(300);
    }

    @Test
    void aHostIsAlwaysEquallyLate() {
        DemoHealth early = PLAN.at(3, 0);

        assertThat(early.latency()).isLessThan(Duration.ofMillis(50)).isPositive();
        assertThat(PLAN.at(3, Duration.ofHours(2).toNanos()).latency()).isEqualTo(early.latency());
        assertThat(PLAN.at(4, 0).latency()).isNotEqualTo(early.latency());
    }

    @Test
    void withoutAPlanAllAreWell() {
        assertThat(DemoPlan.NONE.at(1, 0)).isEqualTo(DemoHealth.WELL);
    }

    @Test
    void whatIsSetByHandGoesBeforeThePlan() throws Exception {
        AtomicLong nanos = new AtomicLong();
        Time time = new Time(() -> Instant.EPOCH, nanos::get);
        DemoFleet fleet = new DemoFleet(new DemoFleetSize(1, 1, 4), time, nanos::addAndGet);
        fleet.faults().follow(new DemoPlan(1, 1, List.of(DemoFault.EMPTY), Duration.ofDays(1), Duration.ZERO));
        DemoConnection connection = new DemoConnection(fleet, 1, Duration.ofSeconds(1));

        assertThat(connection.observe(Duration.ofSeconds(1)).vms()).isEmpty();
        fleet.faults().heal(1);
        assertThat(connection.observe(Duration.ofSeconds(1)).vms()).hasSize(4);
    }
}
