package org.muster.hypervisor.demo;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.VmEvent.Kind;
import org.muster.hypervisor.demo.DemoHost.Machine;
import org.muster.inventory.VmAction;
import org.muster.platform.Time;

/**
 * A fleet as it stands, and what an operator (a test, a load rig) can do to it behind Muster's back. Hosts are counted
 * from 1 and made up when they are first asked.
 */
public final class DemoFleet {

    private final DemoFleetSize size;
    private final Time time;
    private final DemoFaults faults;
    private final DemoEvents events;
    private final Map<Integer, DemoHost> hosts = new ConcurrentHashMap<>();
    private final AtomicInteger created = new AtomicInteger();

    DemoFleet(DemoFleetSize size, Time time, LongConsumer pause) {
        this.size = size;
        this.time = time;
        this.faults = new DemoFaults(time, pause);
        this.events = new DemoEvents(faults);
        faults.whenBroken(events::broke);
    }

    /** What is wrong with its hosts. */
    public DemoFaults faults() {
        return faults;
    }

    /** What becomes of its events. */
    public DemoEvents events() {
        return events;
    }

    /** Creates a stopped VM on a host; its external id. */
    public String create(int host, String name) {
        DemoVm vm = DemoVm.created(size.seed(), created.getAndIncrement(), name);
        host(host).put(new Machine(vm, new DemoOrder(VmAction.STOP, now(), DemoCondition.OFF), null));
        events.tell(host, vm.id(), Kind.DEFINED);
        return vm.id();
    }

    /** Gives a VM another name. */
    public void rename(int host, String id, String name) {
        Machine machine = host(host).get(id);
        host(host).put(new Machine(machine.vm().renamed(name), machine.order(), machine.error()));
        events.tell(host, id, Kind.DEFINED);
    }

    /** Has a VM do so, whatever it does. */
    public void order(int host, String id, VmAction action) {
        Machine machine = host(host).get(id);
        DemoOrder order = new DemoOrder(action, now(), machine.at(now()));
        host(host).put(new Machine(machine.vm(), order, machine.error()));
        events.tell(host, id, Kind.LIFECYCLE);
    }

    /** Whether a host has a VM. */
    public boolean has(int host, String id) {
        return host(host).vm(id, now()).isPresent();
    }

    /** What a host has, whatever it says. */
    public List<ObservedVm> truth(int host) {
        return host(host).vms(now());
    }

    /** Has a VM's details unreadable from now on; readable again if the error is null. */
    public void spoil(int host, String id, @Nullable String error) {
        Machine machine = host(host).get(id);
        host(host).put(new Machine(machine.vm(), machine.order(), error));
        events.tell(host, id, Kind.DEFINED);
    }

    /** Removes a VM. */
    public void remove(int host, String id) {
        host(host).remove(id);
        events.tell(host, id, Kind.UNDEFINED);
    }

    /** Moves a VM to another host, as a live migration does. */
    public void move(String id, int from, int to) {
        host(to).put(host(from).remove(id));
        events.tell(to, id, Kind.DEFINED);
        events.tell(from, id, Kind.UNDEFINED);
    }

    /** The same VM on a second host too. */
    public void copy(String id, int from, int to) {
        host(to).put(host(from).get(id));
        events.tell(to, id, Kind.DEFINED);
    }

    /** Tells those who listen which machines do something else now than they did before, of themselves. Epoch ms. */
    void tellChanges(long before, long now) {
        for (int host : events.heardHosts()) {
            host(host).changed(before, now).forEach(id -> events.tell(host, id, Kind.LIFECYCLE));
        }
    }

    DemoHost host(int number) {
        return hosts.computeIfAbsent(number, made -> new DemoHost(size, made));
    }

    long now() {
        return time.wall().millis();
    }
}
