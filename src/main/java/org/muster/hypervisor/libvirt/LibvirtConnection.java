package org.muster.hypervisor.libvirt;

import com.sun.jna.Pointer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.FigureObservation;
import org.muster.hypervisor.FigureReading;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.StatusObservation;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.VmAction;

/**
 * A connection to one libvirt host. The main link carries what libvirt answers by itself; figures and disk sizes, for
 * which it asks each QEMU, go over a side link.
 */
final class LibvirtConnection implements HypervisorConnection {

    private static final System.Logger LOG = System.getLogger(LibvirtConnection.class.getName());
    private static final Duration LONGEST_SIZES = Duration.ofSeconds(10);
    private static final int FIGURES = Virt.STATS_STATE | Virt.STATS_CPU_TOTAL | Virt.STATS_BALLOON;

    private final Link main;
    private final SideLink side;
    private final String host;
    private final CpuMeter meter;
    private final Definitions definitions = new Definitions();
    private volatile Map<String, DiskSizes> sizes = Map.of();
    private volatile boolean spent;

    private LibvirtConnection(Link main, SideLink side, String host, CpuMeter meter) {
        this.main = main;
        this.side = side;
        this.host = host;
        this.meter = meter;
    }

    static LibvirtConnection open(Endpoint endpoint, CpuMeter meter, Duration limit) throws HypervisorException {
        long start = System.nanoTime();
        Link main = Link.open(endpoint, limit);
        try {
            String host = main.call(limit.minusNanos(System.nanoTime() - start), HostFacts::name);
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
        return !spent && main.isOpen();
    }

    @Override
    public Observation observe(Duration limit) throws HypervisorException {
        long start = System.nanoTime();
        FullPass pass = ask(limit, connection -> FullPass.read(connection, host, definitions));
        meter.learn(pass.cores());
        Duration left = limit.minusNanos(System.nanoTime() - start).dividedBy(2);
        Map<String, DiskSizes> seen = sizes(left.compareTo(LONGEST_SIZES) < 0 ? left : LONGEST_SIZES);
        return pass.observation(seen, 1);
    }

    /** Sizes are optional: a sick QEMU makes them unknown, and the observation complete all the same. */
    private Map<String, DiskSizes> sizes(Duration limit) {
        try {
            Map<String, DiskSizes> seen = side.call(limit, connection -> {
                Map<String, DiskSizes> all = new HashMap<>();
                BulkStats.ofAll(
                        connection, Virt.STATS_BLOCK, Virt.NOWAIT, entry -> all.put(entry.uuid(), DiskSizes.of(entry)));
                return all;
            });
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
        int calls = ask(
                limit,
                connection -> Domains.states(
                        connection, entry -> readings.put(entry.uuid(), reading(entry.uuid(), Domains.state(entry)))));
        return new StatusObservation(new ArrayList<>(readings.values()), calls);
    }

    @Override
    public FigureObservation observeFigures(Duration limit) throws HypervisorException {
        if (!isOpen()) {
            throw new HypervisorException(HypervisorException.Reason.UNREACHABLE, "The connection is closed.");
        }
        List<FigureReading> readings = new ArrayList<>();
        Set<String> active = new HashSet<>();
        try {
            side.call(limit, connection -> {
                BulkStats.ofAll(connection, FIGURES, Virt.ONLY_ACTIVE | Virt.NOWAIT, entry -> {
                    active.add(entry.uuid());
                    figures(entry).ifPresent(readings::add);
                });
                return active;
            });
        } catch (VirtException e) {
            throw Failures.calling(e);
        } catch (HypervisorException e) {
            if (e.endsConnection()) {
                spent = true;
            }
            throw e;
        }
        meter.keepOnly(active);
        return readings.isEmpty() && !active.isEmpty() ? FigureObservation.NONE : new FigureObservation(readings, 1);
    }

    private Optional<FigureReading> figures(BulkStats.Entry entry) {
        Long spentNanos = entry.number("cpu.time");
        Double cpu = spentNanos == null ? null : meter.percent(entry.uuid(), spentNanos, System.nanoTime());
        Double memory = memoryUsage(entry.number("balloon.available"), entry.number("balloon.usable"));
        return spentNanos == null && memory == null
                ? Optional.empty()
                : Optional.of(new FigureReading(entry.uuid(), cpu, memory, null));
    }

    /** The guest's own view, by its balloon driver; the values are the guest's word. */
    private static @Nullable Double memoryUsage(@Nullable Long available, @Nullable Long usable) {
        if (available == null || usable == null || available <= 0 || usable < 0 || usable > available) {
            return null;
        }
        return Math.round(1000.0 * (available - usable) / available) / 10.0;
    }

    @Override
    public Optional<ObservedVm> observeVm(String externalId, Duration limit) throws HypervisorException {
        try {
            return Optional.of(
                    ask(limit, connection -> Domains.use(connection, externalId, domain -> one(connection, domain))));
        } catch (HypervisorException e) {
            if (e.reason() == HypervisorException.Reason.NO_SUCH_VM) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private ObservedVm one(Pointer connection, Pointer domain) throws VirtException {
        DomainState state = Domains.state(domain);
        String id = Domains.uuid(domain);
        StatusReading reading = reading(id, state);
        try {
            Definition definition = definitions.read(id, domain);
            Long bytes = size(domain, id, state).sum(definition.disks());
            String ip = Leases.of(connection).address(definition.nics());
            return new ObservedVm(reading, definition.details(id, Domains.autostart(domain), bytes, ip), null);
        } catch (HypervisorException e) {
            return new ObservedVm(reading, null, e.getMessage());
        }
    }

    /** QEMU is not asked here: while it runs, what the last full observation saw is good enough. */
    private DiskSizes size(Pointer domain, String id, DomainState state) throws VirtException {
        DiskSizes[] now = {sizes.getOrDefault(id, DiskSizes.UNKNOWN)};
        if (!state.status().isActive()) {
            BulkStats.ofOne(domain, Virt.STATS_BLOCK, Virt.NOWAIT, entry -> now[0] = DiskSizes.of(entry));
        }
        return now[0];
    }

    @Override
    public void perform(VmAction action, String externalId, Duration limit) throws HypervisorException {
        try {
            main.call(
                    limit,
                    connection -> Domains.use(connection, externalId, domain -> {
                        Domains.perform(domain, action);
                        return action;
                    }));
        } catch (VirtException e) {
            throw Failures.acting(e);
        }
    }

    private <T> T ask(Duration limit, Link.Question<T> question) throws HypervisorException {
        try {
            return main.call(limit, question);
        } catch (VirtException e) {
            throw Failures.calling(e);
        }
    }

    private StatusReading reading(String id, DomainState state) {
        return new StatusReading(id, host, state.status(), state.detail());
    }

    @Override
    public void close() {
        spent = true;
        side.close();
        main.close();
    }
}
