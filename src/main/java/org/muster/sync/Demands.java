package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.muster.connection.Connection;
import org.muster.connection.Connections;
import org.muster.platform.Database;
import org.muster.platform.Time;
import org.muster.sync.lease.Lease;
import org.muster.sync.lease.Leases;

/**
 * Wishes for a pass, whichever node observes the connections: this node's engine has its own, and other nodes are asked
 * through the database, where each looks every second.
 */
@Singleton
public class Demands {

    /** One run for each cluster and node that observes some of it. @param whole somebody observes every connection */
    private record Asked(List<Long> runs, boolean whole) {}

    private record Share(long cluster, long node) {}

    private final Database database;
    private final Connections connections;
    private final Leases leases;
    private final SyncEngine engine;
    private final SyncRuns runs;
    private final Time time;
    private final AwaitedRuns awaited;

    @Inject
    public Demands(
            Database database, Connections connections, Leases leases, SyncEngine engine, SyncRuns runs, Time time) {
        this.database = database;
        this.connections = connections;
        this.leases = leases;
        this.engine = engine;
        this.runs = runs;
        this.time = time;
        this.awaited = new AwaitedRuns(runs);
    }

    /**
     * Has a cluster, or all if null, observed by whoever does so; joins what is under way.
     *
     * @return the runs' ids, one a cluster and node; empty if there is no such cluster
     */
    public List<Long> trigger(@Nullable Long cluster, SyncKind kind, String cause) {
        TreeSet<Long> ids = new TreeSet<>(askOthers(cluster, kind, cause).runs());
        ids.addAll(engine.trigger(cluster, kind, cause));
        return List.copyOf(ids);
    }

    /**
     * Has a cluster (all if null) observed in full now and waits for it.
     *
     * @return whether all of it was observed within the limit
     */
    public boolean refresh(@Nullable Long cluster, Duration limit) {
        Asked others = askOthers(cluster, SyncKind.FULL, "live");
        List<CompletableFuture<Boolean>> here = engine.refresh(cluster);
        if (cluster != null && here.isEmpty() && others.runs().isEmpty()) {
            return false; // it is paused: there is nobody to ask
        }
        List<AwaitedRuns.Waiter> elsewhere = awaited.await(others.runs());
        Stream<CompletableFuture<Boolean>> ends =
                Stream.concat(here.stream(), elsewhere.stream().map(AwaitedRuns.Waiter::completed));
        try {
            return areTrue(ends.toList(), limit) && others.whole();
        } finally {
            awaited.forget(elsewhere);
        }
    }

    private static boolean areTrue(List<CompletableFuture<Boolean>> ends, Duration limit) {
        try {
            CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
                    .get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return ends.stream().allMatch(CompletableFuture::join);
    }

    /** Tells those who wait for other nodes what has ended. */
    void tellWhatEnded() {
        awaited.look();
    }

    /** What was asked already and not taken up yet is joined. */
    private Asked askOthers(@Nullable Long cluster, SyncKind kind, String cause) {
        if (!leases.isShared()) {
            return new Asked(List.of(), true);
        }
        Map<Integer, Long> owners = leases.owners();
        Map<Share, Integer> shares = new HashMap<>();
        boolean whole = true;
        for (Connection connection : connections.enabled()) {
            if (cluster != null && connection.clusterId() != cluster || leases.on(connection.id()) != null) {
                continue;
            }
            Long owner = owners.get(Lease.shardOf(connection.id()));
            if (owner == null) {
                whole = false; // between two owners; the next one observes it at once
            } else {
                shares.merge(new Share(connection.clusterId(), owner), 1, Integer::sum);
            }
        }
        List<Long> asked = new ArrayList<>();
        for (Map.Entry<Share, Integer> share : shares.entrySet()) {
            asked.add(ask(share.getKey(), share.getValue(), kind, cause));
        }
        return new Asked(asked, whole);
    }

    private long ask(Share of, int count, SyncKind kind, String cause) {
        Instant now = time.now();
        return database.call(tx -> {
            for (Demand open : DemandStore.of(tx, of.node())) {
                if (open.cluster() == of.cluster() && open.kind() == kind) {
                    return open.run();
                }
            }
            long id = SyncRuns.nextId(tx);
            runs.open(tx, id, of.cluster(), kind, cause, now, of.node());
            DemandStore.add(tx, new Demand(id, of.cluster(), kind, cause, count), of.node());
            return id;
        });
    }

    /** Takes up what other nodes have asked of this one. */
    void takeUp() {
        long node = leases.node();
        if (node == 0 || !leases.isShared()) {
            return;
        }
        List<Demand> mine = database.read(tx -> DemandStore.of(tx, node));
        if (!mine.isEmpty()) {
            List<Demand> taken = database.call(tx -> DemandStore.remove(tx, mine));
            taken.forEach(engine::carryOut);
        }
    }
}
