package org.muster.hypervisor.proxmox;

import jakarta.json.JsonArray;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedCluster;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.TimeLeft;
import org.muster.hypervisor.proxmox.Remembered.ReadConfig;
import org.muster.inventory.VmDetails;

/**
 * Observes a whole cluster: one list, what it says of itself, and the definitions of guests that are new or look changed in it, beside some of
 * the others, so that each is read within the hour.
 */
final class FullPass {

    private static final Duration ROTATION = Duration.ofMinutes(50);

    private final Session session;
    private final Remembered remembered;
    private final TimeLeft left;
    private final String version;

    FullPass(Session session, Remembered remembered, String version, Duration limit) {
        this.session = session;
        this.remembered = remembered;
        this.version = version;
        this.left = new TimeLeft(limit);
    }

    Observation observe(Resources list) throws HypervisorException {
        int before = session.calls();
        learnFingerprints();
        ObservedCluster cluster = cluster();
        Set<GuestId> there = list.guests().stream().map(Guest::id).collect(Collectors.toSet());
        remembered.configs().keySet().retainAll(there);
        remembered.snapshots().keySet().retainAll(there);
        GuestReader<GuestConfig> reader = new GuestReader<>(session, "/config", GuestConfig::of, left.percent(90));
        reader.readAll(due(list));
        long now = System.nanoTime();
        for (Guest guest : list.guests()) {
            GuestConfig config = reader.read().get(guest.id());
            if (config != null) {
                keep(guest, new ReadConfig(config, guest.shape(), now));
            }
        }
        new Snapshots(session, remembered).readSome(list, left.percent(50));
        List<ObservedVm> vms = list.guests().stream()
                .map(guest -> observed(list, guest, reader))
                .toList();
        return new Observation(
                vms,
                list.nodes().values().stream().map(node -> node.host(version)).toList(),
                cluster,
                1 + session.calls() - before);
    }

    /**
     * Nodes sign their own certificates; a node that is trusted knows the others'. Without the right to, none is learnt. What
     * a node showed first holds: another certificate is believed only when somebody has confirmed it.
     */
    private void learnFingerprints() {
        try {
            if (session.get("/nodes", left.now()) instanceof JsonArray nodes) {
                nodes.stream().map(Fields::of).forEach(node -> Fingerprint.parse(node.text("ssl_fingerprint"))
                        .ifPresent(seen -> remembered.learnt().putIfAbsent(node.text("node"), seen)));
            }
        } catch (HypervisorException e) {
            // Optional (rule 1): what was learnt before holds.
        }
    }

    /** Optional (rule 1): null without the right to Sys.Audit, or if it does not come soon. */
    private @Nullable ObservedCluster cluster() {
        try {
            return ClusterStatus.of(session.get("/cluster/status", left.percent(10)));
        } catch (HypervisorException e) {
            return null;
        }
    }

    private void keep(Guest guest, ReadConfig config) {
        ReadConfig before = remembered.configs().put(guest.id(), config);
        if (before != null
                && !Objects.equals(before.config().uuid(), config.config().uuid())) {
            remembered.snapshots().remove(guest.id()); // of another guest that had the number
        }
    }

    private List<Guest> due(Resources list) {
        List<Guest> online = list.guests().stream().filter(list::isOnline).toList();
        List<Guest> changed = online.stream().filter(this::isChanged).toList();
        long now = System.nanoTime();
        Map<GuestId, ReadConfig> read = remembered.configs();
        Stream<Guest> old = online.stream()
                .filter(guest -> !isChanged(guest))
                .filter(guest -> now - readAt(read.get(guest.id())) > ROTATION.toNanos() / 2)
                .sorted(Comparator.comparingLong(guest -> readAt(read.get(guest.id()))))
                .limit(Math.max(1, online.size() / 5));
        return Stream.concat(changed.stream(), old).toList();
    }

    private static long readAt(@Nullable ReadConfig read) {
        return read == null ? System.nanoTime() : read.readAt();
    }

    private boolean isChanged(Guest guest) {
        ReadConfig read = remembered.configs().get(guest.id());
        boolean silent = guest.word().equals("unknown");
        return read == null || !silent && (!read.shape().equals(guest.shape()) || hasBegunSince(read, guest));
    }

    /** Perhaps it is another, of the same shape: only its definition can tell. */
    private static boolean hasBegunSince(ReadConfig read, Guest guest) {
        Long uptime = guest.uptime();
        return uptime != null
                && guest.isActive()
                && uptime <= Duration.ofNanos(System.nanoTime() - read.readAt()).toSeconds();
    }

    private ObservedVm observed(Resources list, Guest guest, GuestReader<GuestConfig> reader) {
        boolean online = list.isOnline(guest);
        ReadConfig known = remembered.configs().get(guest.id());
        boolean holds = !online || reader.read().containsKey(guest.id()) || !isChanged(guest);
        if (known != null && holds) {
            VmDetails details = known.config().details(guest, remembered.snapshotsOf(guest.id()));
            return new ObservedVm(guest.reading(online), details, null);
        }
        return new ObservedVm(guest.reading(online), null, online ? reader.failure(guest.id()) : Guest.NODE_OFFLINE);
    }
}
