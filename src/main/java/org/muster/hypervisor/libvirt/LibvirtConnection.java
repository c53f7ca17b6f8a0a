package org.muster.hypervisor.libvirt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.EventSink;
import org.muster.hypervisor.FigureObservation;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.Order;
import org.muster.hypervisor.StatusObservation;
import org.muster.hypervisor.StatusReading;
import org.muster.hypervisor.TargetedObservation;
import org.muster.hypervisor.TimeLeft;
import org.muster.hypervisor.VmEvent;

/**
 * A connection to one libvirt host. The main link carries what libvirt answers by itself, and its events; what it asks
 * each QEMU for, or the guests, goes over a side link.
 */
final class LibvirtConnection implements HypervisorConnection {

    private static final System.Logger LOG = System.getLogger(LibvirtConnection.class.getName());
    private static final Duration LONGEST_SIZES = Duration.ofSeconds(10);

    private final Link main;
    private final SideLink side;
    private final String host;
    private final CpuMeter meter;
    private final Definitions definitions = new Definitions();
    private final Silence silence = new Silence();
    private final Figures figures;
    private volatile Map<String, DiskSizes> sizes = Map.of();
    private volatile @Nullable EventQueue listener;

    private LibvirtConnection(Link main, SideLink side, String host, CpuMeter meter) {
        this.main = main;
        this.side = side;
        this.host = host;
        this.meter = meter;
        this.figures = new Figures(main, side, meter, silence);
    }

    /** A question in libvirt's own terms. */
    @FunctionalInterface
    private interface Asking<T> {
        T answer() throws VirtException, HypervisorException;
    }

    static LibvirtConnection open(Endpoint endpoint, CpuMeter meter, Duration limit) throws HypervisorException {
        TimeLeft left = new TimeLeft(limit);
        Link main = Link.open(endpoint, limit);
        try {
            String host = main.call(left.now(), HostFacts::name);
            return new LibvirtConnection(main, new SideLink(endpoint), host, meter);
        } catch (VirtException e) {
            main.close();
            throw Failures.opening(e, endpoint);
        } catch (HypervisorException e) {
            main.close();
            throw e;
        }
    }

    @Override
    public boolean isOpen() {
        return main.isOpen();
    }

    @Override
    public Observation observe(Duration limit) throws HypervisorException {
        TimeLeft left = new TimeLeft(limit);
        FullPass pass = ask(() -> main.call(limit, connection -> FullPass.read(connection, host, definitions)));
        meter.learn(pass.cores());
        Duration most = left.percent(50);
        Map<String, DiskSizes> seen = sizes(most.compareTo(LONGEST_SIZES) < 0 ? most : LONGEST_SIZES);
        return pass.observation(seen, 1, silence);
    }

    /** Sizes are optional: a sick QEMU makes them unknown, and the observation complete all the same. */
    private Map<String, DiskSizes> sizes(Duration limit) throws HypervisorException {
        try {
            Map<String, DiskSizes> seen = figures.sizes(limit);
            sizes = seen;
            return seen;
        } catch (VirtException | HypervisorException e) {
            LOG.log(System.Logger.Level.DEBUG, "Disk sizes were not observed: {0}", Failures.cleaned(e.getMessage()));
            return Map.of();
        }
    }

    @Override
    public StatusObservation observeStatuses(Duration limit) throws HypervisorException {
        Map<String, StatusReading> readings = new LinkedHashMap<>();
        int calls = ask(() -> main.call(
                limit,
                connection -> Domains.states(connection, entry -> {
                    DomainState state = Domains.state(entry);
                    readings.put(entry.uuid(), new StatusReading(entry.uuid(), host, state.status(), state.detail()));
                })));
        return new StatusObservation(new ArrayList<>(readings.values()), Set.of(), calls);
    }

    @Override
    public FigureObservation observeFigures(Duration limit) throws HypervisorException {
        return ask(() -> figures.read(limit));
    }

    @Override
    public Optional<ObservedVm> observeVm(String externalId, Duration limit) throws HypervisorException {
        return observeVms(List.of(externalId), limit).vms().stream().findFirst();
    }

    @Override
    public TargetedObservation observeVms(Collection<String> externalIds, Duration limit) throws HypervisorException {
        Targeted targeted = new Targeted(host, definitions, silence, sizes);
        return ask(() -> main.call(limit, connection -> targeted.read(connection, externalIds)));
    }

    @Override
    public boolean listen(EventSink sink, Duration limit) throws HypervisorException {
        EventQueue queue = new EventQueue(sink);
        ask(() -> {
            main.listen(queue, limit);
            return queue;
        });
        silence.listener(id -> queue.add(new VmEvent(id, VmEvent.Kind.HEALTH)));
        listener = queue;
        return true;
    }

    @Override
    public GuestObservation observeGuest(String externalId, Duration limit) throws HypervisorException {
        return ask(() -> new Guests(main, side, definitions).read(externalId, limit));
    }

    @Override
    public Optional<String> perform(Order order, Duration limit) throws HypervisorException {
        try {
            main.call(
                    limit,
                    connection -> Domains.use(connection, order.externalId(), domain -> {
                        Domains.perform(domain, order.action());
                        return order;
                    }));
            return Optional.empty();
        } catch (VirtException e) {
            throw Failures.acting(e);
        }
    }

    private static <T> T ask(Asking<T> question) throws HypervisorException {
        try {
            return question.answer();
        } catch (VirtException e) {
            throw Failures.calling(e);
        }
    }

    @Override
    public void close() {
        EventQueue queue = listener;
        if (queue != null) {
            queue.close();
        }
        side.close();
        main.close();
    }
}
