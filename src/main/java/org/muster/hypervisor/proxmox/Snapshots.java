package org.muster.hypervisor.proxmox;

import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.proxmox.Remembered.ReadConfig;
import org.muster.hypervisor.proxmox.Remembered.ReadSnapshots;

/**
 * Counts guests' snapshots. No list has the counts, and a guest's own list of snapshots costs its node some 30 ms of one of
 * its three workers: each pass reads a few a node, of guests whose definition was read since: each within the hour, while
 * a node has fewer than a thousand. A count that can't be had is not known (rule 1).
 */
final class Snapshots {

    private static final int MOST_A_NODE = 100;

    /** Of one pass, however long the pass may last. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    /** What its list calls the guest as it is now. */
    private static final String NOW = "current";

    private final Session session;
    private final Remembered remembered;

    Snapshots(Session session, Remembered remembered) {
        this.session = session;
        this.remembered = remembered;
    }

    /** @throws HypervisorException if it was interrupted */
    void readSome(Resources list, Duration limit) throws HypervisorException {
        Duration shorter = limit.compareTo(LONGEST) < 0 ? limit : LONGEST;
        GuestReader<Integer> reader = new GuestReader<>(session, "/snapshot", Snapshots::count, shorter);
        reader.readAll(due(list));
        long now = System.nanoTime();
        reader.failed().forEach(id -> keep(id, remembered.snapshotsOf(id), now)); // others have their turn first
        reader.read().forEach((id, count) -> keep(id, count, now));
    }

    private void keep(GuestId id, @Nullable Integer count, long now) {
        remembered.snapshots().put(id, new ReadSnapshots(count, now));
    }

    /** Those never asked for first, of those the ones that have some; then those asked for longest ago. */
    private List<Guest> due(Resources list) {
        Comparator<Guest> order = Comparator.comparingLong(this::readAt).thenComparing(guest -> !hasParent(guest));
        Collection<List<Guest>> byNode = list.guests().stream()
                .filter(list::isOnline)
                .filter(this::isDue)
                .sorted(order)
                .collect(Collectors.groupingBy(Guest::node))
                .values();
        List<Guest> due = new ArrayList<>();
        byNode.forEach(node -> due.addAll(node.subList(0, Math.min(MOST_A_NODE, node.size()))));
        return due;
    }

    private long readAt(Guest guest) {
        ReadSnapshots read = remembered.snapshots().get(guest.id());
        return read == null ? Long.MIN_VALUE : read.readAt();
    }

    private boolean isDue(Guest guest) {
        ReadConfig config = remembered.configs().get(guest.id());
        ReadSnapshots read = remembered.snapshots().get(guest.id());
        return config != null && (read == null || read.count() == null || read.readAt() - config.readAt() < 0);
    }

    private boolean hasParent(Guest guest) {
        ReadConfig config = remembered.configs().get(guest.id());
        return config != null && config.config().hasParent();
    }

    /** How many a list of them has. */
    static Integer count(JsonValue data) throws HypervisorException {
        List<String> names = data instanceof JsonArray rows
                ? rows.stream().map(row -> Fields.of(row).text("name")).toList()
                : List.of();
        if (!names.contains(NOW)) {
            throw new HypervisorException(Reason.BAD_ANSWER, "The list of snapshots is none.");
        }
        return (int) names.stream()
                .filter(name -> !name.isEmpty() && !name.equals(NOW))
                .count();
    }
}
