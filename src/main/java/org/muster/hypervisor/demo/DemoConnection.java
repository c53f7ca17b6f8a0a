package org.muster.hypervisor.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.EventSink;
import org.muster.hypervisor.FigureObservation;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.Order;
import org.muster.hypervisor.StatusObservation;
import org.muster.hypervisor.TargetedObservation;
import org.muster.hypervisor.VmEvent;

/** A connection to one demo host. */
final class DemoConnection implements HypervisorConnection {

    private final DemoFleet fleet;
    private final int number;
    private final long breaks;
    private volatile boolean spent;
    private volatile @Nullable EventSink sink;

    /** Connects, if the host answers within the limit. */
    DemoConnection(DemoFleet fleet, int number, Duration limit) throws HypervisorException {
        this.fleet = fleet;
        this.number = number;
        this.breaks = fleet.faults().breaks(number);
        ask(0, limit);
    }

    @Override
    public boolean isOpen() {
        return !spent;
    }

    @Override
    public Observation observe(Duration limit) throws HypervisorException {
        DemoHost host = ask(limit);
        long now = fleet.now();
        return new Observation(told(host.vms(now)), List.of(host.host(now)), 1);
    }

    @Override
    public StatusObservation observeStatuses(Duration limit) throws HypervisorException {
        return new StatusObservation(told(ask(limit).statuses(fleet.now())), Set.of(), 1);
    }

    @Override
    public FigureObservation observeFigures(Duration limit) throws HypervisorException {
        return new FigureObservation(ask(limit).figures(fleet.now()), 1);
    }

    @Override
    public Optional<ObservedVm> observeVm(String externalId, Duration limit) throws HypervisorException {
        return ask(1, limit).vm(externalId, fleet.now());
    }

    @Override
    public TargetedObservation observeVms(Collection<String> externalIds, Duration limit) throws HypervisorException {
        DemoHost host = ask(Math.max(1, externalIds.size()), limit);
        List<ObservedVm> vms = new ArrayList<>();
        Set<String> absent = new HashSet<>();
        for (String id : new TreeSet<>(externalIds)) {
            host.vm(id, fleet.now()).ifPresentOrElse(vms::add, () -> absent.add(id));
        }
        return new TargetedObservation(vms, absent, 1);
    }

    @Override
    public boolean listen(EventSink told, Duration limit) throws HypervisorException {
        ask(0, limit);
        sink = told;
        return fleet.events().listen(number, told);
    }

    @Override
    public GuestObservation observeGuest(String externalId, Duration limit) throws HypervisorException {
        return DemoGuest.of(ask(1, limit).machine(externalId), fleet.now());
    }

    @Override
    public Optional<String> perform(Order order, Duration limit) throws HypervisorException {
        ask(1, limit).perform(order.action(), order.externalId(), fleet.now());
        fleet.events()
                .tell(
                        number,
                        order.externalId(),
                        switch (order.action()) {
                            case REBOOT, RESET -> VmEvent.Kind.REBOOT;
                            case STOP -> VmEvent.Kind.ENDED;
                            default -> VmEvent.Kind.LIFECYCLE;
                        });
        return Optional.empty();
    }

    @Override
    public void close() {
        spent = true;
        EventSink told = sink;
        if (told != null) {
            fleet.events().forget(number, told);
        }
        fleet.faults().wake();
    }

    private <T> List<T> told(List<T> truth) {
        return fleet.faults().fault(number).told(truth);
    }

    /** The host, once it has answered about all its VMs. */
    private DemoHost ask(Duration limit) throws HypervisorException {
        return ask(Math.max(1, fleet.host(number).size()), limit);
    }

    private DemoHost ask(int vms, Duration limit) throws HypervisorException {
        if (spent) {
            throw new HypervisorException(Reason.UNREACHABLE, "this connection is closed");
        }
        try {
            fleet.faults().pass(number, breaks, vms, limit, () -> spent);
        } catch (HypervisorException failure) {
            spent |= failure.endsConnection();
            throw failure;
        }
        return fleet.host(number);
    }
}
