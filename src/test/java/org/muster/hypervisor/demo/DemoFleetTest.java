package org.muster.hypervisor.demo;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.FigureReading;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmStatus;
import org.muster.platform.Time;

class DemoFleetTest {

    private static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;

    private static DemoFleet fleet(long seed, int hosts, int vms) {
        Time noon = new Time(Clock.fixed(Instant.ofEpochMilli(NOON), ZoneOffset.UTC), () -> 0);
        return new DemoFleet(new DemoFleetSize(seed, hosts, vms), noon, nanos -> {});
    }

    private static List<ObservedVm> all(DemoFleet fleet, int hosts, long now) {
        List<ObservedVm> all = new ArrayList<>();
        IntStream.rangeClosed(1, hosts)
                .forEach(host -> all.addAll(fleet.host(host).vms(now)));
        return all;
    }

    @Test
    void sameSeedIsTheSameFleet() {
        assertThat(all(fleet(1, 6, 120), 6, NOON)).isEqualTo(all(fleet(1, 6, 120), 6, NOON));
        assertThat(fleet(1, 6, 120).host(4).figures(NOON))
                .isEqualTo(fleet(1, 6, 120).host(4).figures(NOON));
    }

    @Test
    void otherSeedIsAnotherFleet() {
        Set<String> ids = new HashSet<>();
        all(fleet(1, 6, 120), 6, NOON).forEach(vm -> ids.add(vm.reading().externalId()));
        assertThat(all(fleet(2, 6, 120), 6, NOON))
                .extracting(vm -> vm.reading().externalId())
                .doesNotContainAnyElementsOf(ids);
    }

    @Test
    void sameOrdersGiveTheSameFleet() throws Exception {
        assertThat(afterOrders(fleet(1, 1, 40))).isEqualTo(afterOrders(fleet(1, 1, 40)));
    }

    private static List<StatusReading> afterOrders(DemoFleet fleet) throws Exception {
        for (FigureReading active : fleet.host(1).figures(NOON)) {
            fleet.host(1).perform(VmAction.STOP, active.externalId(), NOON);
        }
        return fleet.host(1).statuses(NOON + 20 * MINUTE);
    }

    @Test
    void defaultFleetLooksLikeOne() {
        List<ObservedVm> vms = all(fleet(1, 6, 120), 6, NOON);
        Map<VmStatus, List<ObservedVm>> byStatus =
                vms.stream().collect(groupingBy(vm -> vm.reading().status()));
        assertThat(vms).hasSize(120).extracting(vm -> name(vm)).doesNotHaveDuplicates();
        assertThat(byStatus).containsOnlyKeys(VmStatus.RUNNING, VmStatus.STOPPED, VmStatus.PAUSED);
        assertThat(byStatus.get(VmStatus.RUNNING)).hasSizeBetween(80, 110);
        assertThat(byStatus.get(VmStatus.PAUSED)).hasSizeBetween(1, 10);
        assertThat(vms).extracting(vm -> name(vm)).contains("web-01", "db-prod-02", "win-desk-07");
        assertThat(vms).filteredOn(vm -> details(vm).template()).hasSize(6);
    }

    @Test
    void fortyThousandVmsOn2500HostsAreDistinct() {
        Set<String> ids = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        List<ObservedVm> vms = all(fleet(3, 2500, 40_000), 2500, NOON);
        for (ObservedVm vm : vms) {
            ids.add(vm.reading().externalId());
            if (details(vm).ip() != null) {
                addresses.add(details(vm).ip());
            }
        }
        assertThat(vms).hasSize(40_000);
        assertThat(ids).hasSize(40_000);
        assertThat(addresses).hasSize(38_000).allMatch(ip -> ip.startsWith("198.18.") || ip.startsWith("198.19."));
    }

    @Test
    void figuresArePercentAndMoveSmoothly() {
        DemoHost host = fleet(1, 1, 120).host(1);
        List<FigureReading> before = host.figures(NOON);
        assertThat(before).allSatisfy(figure -> {
            assertThat(figure.cpuUsage()).isBetween(0.0, 100.0);
            assertThat(figure.memoryUsage()).isBetween(0.0, 100.0);
            assertThat(figure.uptimeSeconds()).isNotNegative();
        });
        assertThat(host.figures(NOON + 1000)).zipSatisfy(before, (later, earlier) -> {
            assertThat(later.memoryUsage()).isCloseTo(earlier.memoryUsage(), offset(1.0));
            assertThat(later.cpuUsage()).isCloseTo(earlier.cpuUsage(), offset(5.0));
        });
        assertThat(host.figures(NOON + MINUTE)).isNotEqualTo(before);
    }

    @Test
    void uptimeGrowsWithTheClock() {
        DemoHost host = fleet(1, 1, 120).host(1);
        assertThat(host.figures(NOON + 1000)).zipSatisfy(host.figures(NOON), (later, earlier) -> assertThat(
                        requireNonNull(later.uptimeSeconds()) - requireNonNull(earlier.uptimeSeconds()))
                .isEqualTo(1));
    }

    @Test
    void someVmsComeAndGoByThemselvesAndMostDoNot() {
        DemoHost host = fleet(1, 1, 120).host(1);
        Set<StatusReading> seen = new HashSet<>(host.statuses(NOON));
        for (int minute = 1; minute <= 60; minute++) {
            seen.addAll(host.statuses(NOON + minute * MINUTE));
        }
        assertThat(seen).hasSizeBetween(124, 150);
    }

    @Test
    void orderedVmNoLongerGoesItsOwnWay() throws Exception {
        Set<String> ordered = new HashSet<>();
        DemoHost host = fleet(1, 1, 120).host(1);
        for (FigureReading active : host.figures(NOON)) {
            host.perform(VmAction.STOP, active.externalId(), NOON);
            ordered.add(active.externalId());
        }
        for (int minute = 1; minute <= 60; minute++) {
            assertThat(host.figures(NOON + minute * MINUTE)).noneMatch(figure -> ordered.contains(figure.externalId()));
        }
    }

    @Test
    void rebootStartsUptimeAnew() throws Exception {
        DemoHost host = fleet(1, 1, 20).host(1);
        String id = host.statuses(NOON).stream()
                .filter(reading -> reading.status() == VmStatus.RUNNING)
                .findFirst()
                .orElseThrow()
                .externalId();
        host.perform(VmAction.REBOOT, id, NOON);
        assertThat(host.figures(NOON + MINUTE))
                .filteredOn(figure -> figure.externalId().equals(id))
                .extracting(FigureReading::uptimeSeconds)
                .containsExactly(60L);
    }

    private static VmDetails details(ObservedVm vm) {
        return requireNonNull(vm.details());
    }

    private static String name(ObservedVm vm) {
        return details(vm).name();
    }
}
