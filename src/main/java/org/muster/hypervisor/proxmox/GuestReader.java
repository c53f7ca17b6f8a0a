package org.muster.hypervisor.proxmox;

import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;

/**
 * Reads the same of many guests, two of a node at once. A node that can't be asked is not asked for the rest.
 */
final class GuestReader<T> {

    /** As many as a node has places for passes, which guests' agents share. */
    private static final int AT_ONCE_A_NODE = 2;

    /** What one node is still to be asked for. */
    private record Lane(String node, Queue<Guest> waiting) {}

    /** What an answer's data is read as. */
    interface Form<T> {
        T of(JsonValue data) throws HypervisorException;
    }

    private final Session session;
    private final String path;
    private final Form<T> form;
    private final Duration limit;
    private final Map<GuestId, T> read = new ConcurrentHashMap<>();
    private final Map<GuestId, String> failed = new ConcurrentHashMap<>();
    private final Set<CompletableFuture<Answer>> underWay = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    /**
     * @param path below the guest's own, such as {@code /config}
     * @param limit for all of it
     */
    GuestReader(Session session, String path, Form<T> form, Duration limit) {
        this.session = session;
        this.path = path;
        this.form = form;
        this.limit = limit;
    }

    /** Those that were read. */
    Map<GuestId, T> read() {
        return read;
    }

    /** Those that were asked in vain. */
    Set<GuestId> failed() {
        return failed.keySet();
    }

    /** Why one was not read; it is in one of the two. */
    String failure(GuestId id) {
        return failed.getOrDefault(id, "its definition was not read in time");
    }

    /** @throws HypervisorException if nothing at all is to be had any more: the connection broke */
    void readAll(Collection<Guest> guests) throws HypervisorException {
        List<CompletableFuture<Void>> lanes = new ArrayList<>();
        guests.stream().collect(Collectors.groupingBy(Guest::node)).forEach((node, all) -> {
            Lane lane = new Lane(node, new ArrayDeque<>(all));
            for (int i = 0; i < AT_ONCE_A_NODE; i++) {
                lanes.add(next(lane));
            }
        });
        try {
            CompletableFuture.allOf(lanes.toArray(CompletableFuture<?>[]::new))
                    .get(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            over = true; // what lacks is named one by one
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException(Reason.UNREACHABLE, "Reading definitions was interrupted.", e);
        } finally {
            over = true;
            underWay.forEach(coming -> coming.cancel(true));
        }
    }

    private CompletableFuture<Void> next(Lane lane) {
        Guest guest;
        synchronized (lane.waiting()) {
            guest = over ? null : lane.waiting().poll();
        }
        if (guest == null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Answer> coming;
        try {
            coming = session.begin(guest.id().path(guest.node()) + path, limit);
        } catch (HypervisorException e) {
            failed.put(guest.id(), String.valueOf(e.getMessage()));
            return CompletableFuture.completedFuture(null);
        }
        underWay.add(coming);
        if (over) {
            coming.cancel(true); // nobody else would: the rest has been cancelled already
        }
        return coming.handle((answer, failure) -> {
                    underWay.remove(coming);
                    end(lane, guest, answer, failure);
                    return lane;
                })
                .thenCompose(this::next);
    }

    private void end(Lane lane, Guest guest, Answer answer, Throwable failure) {
        try {
            if (failure != null) {
                throw new HypervisorException(Reason.UNREACHABLE, "its definition can't be had: the connection broke");
            }
            if (!answer.isOk()) {
                throw Refusals.of(answer);
            }
            read.put(guest.id(), form.of(answer.data()));
        } catch (HypervisorException e) {
            failed.put(guest.id(), String.valueOf(e.getMessage()));
            if (failure != null || answer.status() > 590) {
                skip(lane, String.valueOf(e.getMessage()));
            }
        }
    }

    private void skip(Lane lane, String why) {
        synchronized (lane.waiting()) {
            lane.waiting().forEach(guest -> failed.put(guest.id(), why));
            lane.waiting().clear();
        }
    }
}
