package org.muster.hypervisor.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorEventContract;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.Order;
import org.muster.hypervisor.Target;
import org.muster.inventory.SourceKind;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;
import org.muster.platform.Time;

class DemoHypervisorTest extends HypervisorEventContract {

    private static final int HOST = 2;
    private static final String ADDRESS = "demo://fleet?seed=7&hosts=3&vms=60&host=" + HOST;

    private final DemoHypervisor demo =
            new DemoHypervisor(new DemoConfig(new SmallRyeConfigBuilder().build()), Time.SYSTEM);
    private final DemoFleet fleet = demo.fleet(ADDRESS);
    private final String running = steady(VmStatus.RUNNING);
    private final String stopped = steady(VmStatus.STOPPED);

    /** A VM that an action has put into that status: it no longer goes its own way. */
    private String steady(VmStatus status) {
        String name = "steady-" + status.word();
        String id = fleet.create(HOST, name);
        if (status == VmStatus.RUNNING) {
            DemoHost.Machine machine = fleet.host(HOST).get(id);
            DemoOrder order = new DemoOrder(VmAction.START, fleet.now() - 10_000, DemoCondition.OFF);
            fleet.host(HOST).put(new DemoHost.Machine(machine.vm(), order, null));
        }
        return name;
    }

    @Override
    protected Hypervisor hypervisor() {
        return demo;
    }

    @Override
    protected Target target() {
        return new Target(1, List.of(ADDRESS), Map.of());
    }

    @Override
    protected String runningVm() {
        return running;
    }

    @Override
    protected String stoppedVm() {
        return stopped;
    }

    @Override
    protected void createVm(String name) {
        fleet.create(HOST, name);
    }

    @Override
    protected void renameVm(String name, String newName) {
        fleet.rename(HOST, id(name), newName);
    }

    @Override
    protected void removeVm(String name) {
        fleet.remove(HOST, id(name));
    }

    @Override
    protected void hang() {
        fleet.faults().hang(HOST);
    }

    @Override
    protected void die() {
        fleet.faults().refuse(HOST);
    }

    @Override
    protected void heal() {
        fleet.faults().heal(HOST);
    }

    @Override
    protected Duration shortLimit() {
        return Duration.ofMillis(200);
    }

    @Override
    protected Optional<String> unreadableVm() {
        fleet.create(HOST, "spoilt");
        fleet.spoil(HOST, id("spoilt"), "its definition is damaged");
        return Optional.of("spoilt");
    }

    private String id(String name) {
        return fleet.host(HOST).vms(0).stream()
                .filter(vm -> vm.details() != null && vm.details().name().equals(name))
                .map(vm -> vm.reading().externalId())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void isLabelledDemo() throws Exception {
        assertThat(demo.kind()).isEqualTo(SourceKind.DEMO);
        HypervisorConnection connection = open();
        assertThat(connection.observe(LIMIT).hosts()).singleElement().satisfies(host -> {
            assertThat(host.name()).isEqualTo("demo-02");
            assertThat(host.version()).contains("demo");
        });
        assertThat(find(connection, running).details())
                .satisfies(details -> assertThat(details.title()).startsWith("Demo"));
    }

    @Test
    void shutdownEndsStopped() throws Exception {
        HypervisorConnection connection = open();
        String id = id(running);
        connection.perform(new Order(VmAction.SHUTDOWN, id, LIMIT), LIMIT);
        assertThat(connection.observeVm(id, LIMIT).orElseThrow().reading().status())
                .isEqualTo(VmStatus.STOPPING);
        assertThat(fleet.host(HOST)
                        .vm(id, fleet.now() + 4000)
                        .orElseThrow()
                        .reading()
                        .status())
                .isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void templateIsNotStarted() throws Exception {
        HypervisorConnection connection = open();
        ObservedVm template = connection.observe(LIMIT).vms().stream()
                .filter(vm -> vm.details() != null && vm.details().template())
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> connection.perform(
                        new Order(VmAction.START, template.reading().externalId(), LIMIT), LIMIT))
                .isInstanceOf(HypervisorException.class)
                .hasMessageContaining("template");
    }

    @Test
    void hangingHostDelaysNoOther() throws Exception {
        hang();
        Target other = new Target(2, List.of(ADDRESS.replace("host=2", "host=3")), Map.of());
        try (HypervisorConnection connection = demo.open(other, LIMIT)) {
            assertThat(connection.observe(LIMIT).vms()).hasSize(20);
        }
    }

    @Test
    void movedVmIsOnItsNewHostOnly() {
        String id = id(running);
        fleet.move(id, HOST, 3);
        assertThat(fleet.host(HOST).vm(id, fleet.now())).isEmpty();
        assertThat(fleet.host(3).vm(id, fleet.now()).orElseThrow().reading().host())
                .isEqualTo("demo-03");
    }
}
