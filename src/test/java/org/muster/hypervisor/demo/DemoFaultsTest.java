package org.muster.hypervisor.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.ObservedVm;
import org.muster.platform.Time;

class DemoFaultsTest {

    private static final int VMS = 10;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final AtomicLong nanos = new AtomicLong();
    private final Time time = new Time(() -> Instant.EPOCH.plusNanos(nanos.get()), nanos::get);
    private final DemoFleet fleet = new DemoFleet(new DemoFleetSize(1, 1, VMS), time, nanos::addAndGet);

    private DemoConnection open() throws Exception {
        return new DemoConnection(fleet, 1, LIMIT);
    }

    private void set(DemoFault fault, Duration latency) {
        fleet.faults().set(1, new DemoHealth(fault, latency));
    }

    private Duration passed() {
        return Duration.ofNanos(nanos.get());
    }

    private void fails(DemoConnection connection, Reason reason) {
        assertThatThrownBy(() -> connection.observe(LIMIT))
                .isInstanceOf(HypervisorException.class)
                .extracting(failure -> ((HypervisorException) failure).reason())
                .isEqualTo(reason);
    }

    @Test
    void aHangLastsAsLongAsTheLimit() throws Exception {
        DemoConnection connection = open();
        set(DemoFault.HANG, Duration.ZERO);

        fails(connection, Reason.TIMEOUT);
        assertThat(passed()).isEqualTo(LIMIT);
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void aDripTakesItsTimeForEachVm() throws Exception {
        DemoConnection connection = open();
        set(DemoFault.DRIP, Duration.ofMillis(900));

        assertThat(connection.observe(LIMIT).vms()).hasSize(VMS);
        assertThat(passed()).isEqualTo(Duration.ofSeconds(9));
        set(DemoFault.DRIP, Duration.ofMillis(1100));
        fails(connection, Reason.TIMEOUT);
        assertThat(passed()).isEqualTo(Duration.ofSeconds(19));
    }

    @Test
    void aCutAnswerIsAnErrorAndTheConnectionGoesOn() throws Exception {
        DemoConnection connection = open();
        set(DemoFault.CUT, Duration.ZERO);

        fails(connection, Reason.BAD_ANSWER);
        fleet.faults().heal(1);
        assertThat(connection.observe(LIMIT).vms()).hasSize(VMS);
    }

    @Test
    void liesAreWholeLists() throws Exception {
        DemoConnection connection = open();
        List<ObservedVm> truth = connection.observe(LIMIT).vms();

        set(DemoFault.EMPTY, Duration.ZERO);
        assertThat(connection.observe(LIMIT).vms()).isEmpty();
        set(DemoFault.HALF, Duration.ZERO);
        assertThat(connection.observe(LIMIT).vms()).hasSize(VMS / 2).isSubsetOf(truth);
        assertThat(connection.observeStatuses(LIMIT).readings()).hasSize(VMS / 2);
        set(DemoFault.TWICE, Duration.ZERO);
        assertThat(connection.observe(LIMIT).vms()).hasSize(VMS + 1).containsAll(truth);
        assertThat(fleet.truth(1)).hasSize(VMS);
    }

    @Test
    void whatRefusedOnceHasBrokenItsConnections() throws Exception {
        DemoConnection connection = open();
        set(DemoFault.REFUSE, Duration.ZERO);
        fleet.faults().heal(1);

        fails(connection, Reason.UNREACHABLE);
        assertThat(open().observe(LIMIT).vms()).hasSize(VMS);
    }
}
