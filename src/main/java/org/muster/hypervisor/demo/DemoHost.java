package org.muster.hypervisor.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.FigureReading;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.ObservedHost;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmDetails;

/** One made-up host and its machines. Times are epoch ms. */
final class DemoHost {

    private static final int CPUS = 64;

    /**
     * @param order the last action asked of it, null if there was none
     * @param error why its details can't be read, null if they can
     */
    record Machine(DemoVm vm, @Nullable DemoOrder order, @Nullable String error) {

        DemoCondition at(long now) {
            return order == null ? DemoLife.at(vm, now) : order.at(now);
        }
    }

    private final String name;
    private final Map<String, Machine> machines = new LinkedHashMap<>();

    /** A host with its share of the fleet. */
    DemoHost(DemoFleetSize fleet, int host) {
        name = DemoFleetSize.hostName(host);
        for (int index = host - 1; index < fleet.vms(); index += fleet.hosts()) {
            put(new Machine(DemoVm.of(fleet.seed(), index), null, null));
        }
    }

    synchronized int size() {
        return machines.size();
    }

    synchronized List<ObservedVm> vms(long now) {
        List<ObservedVm> seen = new ArrayList<>(machines.size());
        machines.values().forEach(machine -> seen.add(observed(machine, now)));
        return seen;
    }

    synchronized Optional<ObservedVm> vm(String id, long now) {
        return Optional.ofNullable(machines.get(id)).map(machine -> observed(machine, now));
    }

    synchronized List<StatusReading> statuses(long now) {
        List<StatusReading> seen = new ArrayList<>(machines.size());
        machines.values().forEach(machine -> seen.add(reading(machine, now)));
        return seen;
    }

    synchronized List<FigureReading> figures(long now) {
        List<FigureReading> seen = new ArrayList<>(machines.size());
        for (Machine machine : machines.values()) {
            DemoCondition condition = machine.at(now);
            if (condition.status().isActive()) {
                seen.add(DemoFigures.of(machine.vm, condition, now));
            }
        }
        return seen;
    }

    /** Which machines do something else at {@code now} than they did at {@code before}, of themselves. */
    synchronized List<String> changed(long before, long now) {
        List<String> changed = new ArrayList<>();
        for (Machine machine : machines.values()) {
            if (machine.at(before).status() != machine.at(now).status()) {
                changed.add(machine.vm.id());
            }
        }
        return changed;
    }

    synchronized ObservedHost host(long now) {
        double cpu = 0;
        long memory = 0;
        for (Machine machine : machines.values()) {
            DemoCondition condition = machine.at(now);
            if (condition.status().isActive()) {
                VmDetails details = machine.vm.details();
                cpu += DemoFigures.cpu(machine.vm, condition, now) * details.cores();
                memory += details.memoryMib();
            }
        }
        long own = memoryMib();
        return new ObservedHost(
                name,
                true,
                CPUS,
                own,
                DemoFigures.percent(cpu / CPUS),
                DemoFigures.percent(100.0 * memory / own),
                "Muster demo");
    }

    synchronized void perform(VmAction action, String id, long now) throws HypervisorException {
        Machine machine = machine(id);
        DemoCondition condition = machine.at(now);
        String refusal = DemoOrder.refusal(machine.vm, condition, action);
        if (refusal != null) {
            throw new HypervisorException(Reason.REFUSED, refusal);
        }
        put(new Machine(machine.vm, new DemoOrder(action, now, condition), machine.error));
    }

    synchronized Machine machine(String id) throws HypervisorException {
        Machine machine = machines.get(id);
        if (machine == null) {
            throw new HypervisorException(Reason.NO_SUCH_VM, name + " has no such VM");
        }
        return machine;
    }

    synchronized void put(Machine machine) {
        machines.put(machine.vm.id(), machine);
    }

    synchronized Machine get(String id) {
        Machine machine = machines.get(id);
        if (machine == null) {
            throw new IllegalArgumentException(name + " has no VM " + id);
        }
        return machine;
    }

    synchronized Machine remove(String id) {
        Machine machine = get(id);
        machines.remove(id);
        return machine;
    }

    /** Memory for all its machines and a third more, in whole 64 GiB. */
    private long memoryMib() {
        long wanted = machines.values().stream()
                .mapToLong(machine -> machine.vm.details().memoryMib())
                .sum();
        return (wanted * 4 / 3 / 65_536 + 1) * 65_536;
    }

    private ObservedVm observed(Machine machine, long now) {
        VmDetails details = machine.error == null ? machine.vm.details() : null;
        return new ObservedVm(reading(machine, now), details, machine.error);
    }

    private StatusReading reading(Machine machine, long now) {
        DemoCondition condition = machine.at(now);
        return new StatusReading(machine.vm.id(), name, condition.status(), condition.detail());
    }
}
