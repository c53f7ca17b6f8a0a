package org.muster.sync;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.demo.DemoConfig;
import org.muster.hypervisor.demo.DemoFleet;
import org.muster.hypervisor.demo.DemoHypervisor;
import org.muster.inventory.SourceKind;
import org.muster.platform.Time;

/** A small fleet that lives in virtual time, with its operator. */
final class SimulatedFleet implements World {

    private final DemoHypervisor hypervisor;
    private final DemoFleet fleet;
    private final int hosts;
    private final String address;
    private final FleetFaults faults;
    private final FleetOperator operator;

    SimulatedFleet(VirtualTime time, Random chance) {
        hosts = 2 + chance.nextInt(3);
        // The last host is polled by nobody: there VMs are that are nowhere.
        address = "demo://fleet?seed=1&hosts=" + (hosts + 1) + "&vms=0&host=";
        hypervisor = new DemoHypervisor(
                new DemoConfig(new SmallRyeConfigBuilder().build()),
                new Time(() -> Sample.NOON.plusNanos(time.now()), time::now),
                time::sleep);
        fleet = hypervisor.fleet(address(1));
        faults = new FleetFaults(fleet, hosts, chance);
        operator = new FleetOperator(fleet, hosts, time, chance);
        operator.populate();
    }

    private String address(int host) {
        return address + host;
    }

    @Override
    public SourceKind kind() {
        return SourceKind.DEMO;
    }

    @Override
    public List<Polled> polled() {
        return IntStream.rangeClosed(1, hosts)
                .mapToObj(host -> new Polled("demo", List.of(address(host)), Map.of()))
                .toList();
    }

    @Override
    public Hypervisor hypervisor() {
        return hypervisor;
    }

    @Override
    public void fail(Duration begin, Later later, Consumer<String> notes) {
        faults.begin(begin, later, notes);
    }

    @Override
    public String operate() {
        return operator.operate();
    }

    @Override
    public boolean stays(int host, String id) {
        return fleet.has(host, id) && !operator.hasLeft(id);
    }

    @Override
    public Map<String, ObservedVm> truth(int host) {
        Map<String, ObservedVm> truth = new HashMap<>();
        fleet.truth(host).forEach(vm -> truth.put(vm.reading().externalId(), vm));
        return truth;
    }

    @Override
    public void close() {}
}
