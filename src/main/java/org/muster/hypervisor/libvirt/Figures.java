package org.muster.hypervisor.libvirt;

import com.sun.jna.Pointer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.FigureObservation;
import org.muster.hypervisor.FigureReading;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.TimeLeft;

/** What libvirt asks each QEMU for: figures and disk sizes. A domain whose QEMU is silent is left out. */
final class Figures {

    private static final int WANTED = Virt.STATS_STATE | Virt.STATS_CPU_TOTAL | Virt.STATS_BALLOON;
    /** libvirt says this of every domain whose monitor it could ask. */
    private static final String ASKED = "balloon.rss";

    private static final int MOST_SUSPECTS = 100;

    private final Link main;
    private final MonitorLink monitors;
    private final CpuMeter meter;
    private final Silence silence;

    Figures(Link main, SideLink side, CpuMeter meter, Silence silence) {
        this.main = main;
        this.monitors = new MonitorLink(main, side, silence);
        this.meter = meter;
        this.silence = silence;
    }

    /** What one bulk answer told. */
    private static final class Answer {
        private final List<FigureReading> readings = new ArrayList<>();
        private final Set<String> active = new HashSet<>();
        private final Set<String> notAsked = new HashSet<>();
    }

    /** Those of the active domains. */
    FigureObservation read(Duration limit) throws VirtException, HypervisorException {
        TimeLeft left = new TimeLeft(limit);
        Answer answer = monitors.ask(limit, this::ask);
        meter.keepOnly(answer.active);
        if (answer.readings.isEmpty() && !answer.active.isEmpty()) {
            return FigureObservation.NONE; // a driver that has none
        }
        if (!answer.notAsked.isEmpty() || silence.isAny()) {
            main.call(left.now(), connection -> {
                silence.look(connection, answer.notAsked);
                return connection;
            });
        }
        return new FigureObservation(answer.readings, 1);
    }

    private Answer ask(Pointer connection) throws VirtException {
        Answer answer = new Answer();
        BulkStats.ofAll(connection, WANTED, Virt.ONLY_ACTIVE | Virt.NOWAIT, entry -> {
            answer.active.add(entry.uuid());
            if (entry.number(ASKED) == null && answer.notAsked.size() < MOST_SUSPECTS) {
                answer.notAsked.add(entry.uuid());
            }
            reading(entry).ifPresent(answer.readings::add);
        });
        return answer;
    }

    private Optional<FigureReading> reading(BulkStats.Entry entry) {
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

    /** Disk sizes of all domains, by id. */
    Map<String, DiskSizes> sizes(Duration limit) throws VirtException, HypervisorException {
        return monitors.ask(limit, connection -> {
            Map<String, DiskSizes> all = new HashMap<>();
            BulkStats.ofAll(
                    connection, Virt.STATS_BLOCK, Virt.NOWAIT, entry -> all.put(entry.uuid(), DiskSizes.of(entry)));
            return all;
        });
    }
}
