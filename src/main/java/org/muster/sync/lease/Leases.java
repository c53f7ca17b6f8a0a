package org.muster.sync.lease;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Database;
import org.muster.platform.Time;

/**
 * This node's leases. They are one row's renewal: a node lives for {@link #LENGTH} after it was seen last, by the
 * database's clock, and until then nobody takes its shards. The node itself goes by its own monotonic clock, from before
 * it asked, and stops sooner. A process that has its database for itself (the embedded H2) takes every shard at its start,
 * for good.
 */
@Singleton
public class Leases {

    /** How long a node that isn't seen any more keeps its shards. */
    static final Duration LENGTH = Duration.ofSeconds(15);

    /** How long a node observes after it last began to renew: shorter by more than the second that the clock is coarse. */
    static final Duration TRUSTED = Duration.ofSeconds(12);

    /** How often to renew. */
    public static final Duration RENEWAL = Duration.ofSeconds(3);

    /**
     * What this node knows since its last renewal.
     *
     * @param until nanoseconds; beyond it nothing is held
     */
    private record Held(
            long node,
            Map<Integer, Lease> leases,
            List<Node> live,
            List<LeaseStore.Known> dead,
            boolean shared,
            long until) {

        static final Held NOTHING = new Held(0, Map.of(), List.of(), List.of(), false, 0);
    }

    private final Database database;
    private final Time time;
    private final DatabaseClock clock;
    private final HomeNode home;
    private final boolean alone;
    private volatile Held held = Held.NOTHING;

    @Inject
    public Leases(Database database, Time time) {
        this(database, time, DatabaseClock.SQL, HomeNode.configured(), database.isEmbedded());
    }

    /** @param alone nobody else can reach the database */
    public Leases(Database database, Time time, DatabaseClock clock, HomeNode home, boolean alone) {
        this.database = database;
        this.time = time;
        this.clock = clock;
        this.home = home;
        this.alone = alone;
    }

    /** This process's number, 0 before its start. It changes when others held it for dead meanwhile. */
    public long node() {
        return held.node;
    }

    /** The nodes that lived at the last renewal, this one among them. */
    public List<Node> live() {
        return held.live;
    }

    /** Whether other nodes may hold shards. */
    public boolean isShared() {
        return held.shared;
    }

    /** The lease by which this node may observe a connection now; null if it may not. */
    public @Nullable Lease on(long connection) {
        Held now = held;
        return isTrusted(now) ? now.leases.get(Lease.shardOf(connection)) : null;
    }

    /** Each shard's owner, if it lives, as the database has them now. */
    public Map<Integer, Long> owners() {
        return database.call(tx -> {
            long now = clock.millis(tx);
            Set<Long> living = LeaseStore.nodes(tx).stream()
                    .filter(known -> isAlive(known.until(), now))
                    .map(known -> known.node().id())
                    .collect(Collectors.toSet());
            Map<Integer, Long> owners = new HashMap<>();
            LeaseStore.leases(tx).forEach((shard, lease) -> {
                if (living.contains(lease.node())) {
                    owners.put(shard, lease.node());
                }
            });
            return owners;
        });
    }

    /** Whether this node is the one that looks after what is done once for all. */
    public boolean isFirst() {
        return on(0) != null;
    }

    /** Whether the renewal before last is recent enough for this node to believe what it knows. */
    private boolean isTrusted(Held known) {
        return alone ? known.node != 0 : known.node != 0 && known.until - time.nanos() > 0;
    }

    /** Begins: with the shards of the process that had this home before and is dead, and those that nobody holds. */
    public synchronized void start() {
        long dead = alone ? 0 : home.predecessor();
        if (alone || dead != 0) {
            database.call(tx -> {
                for (LeaseStore.Known known : LeaseStore.nodes(tx)) {
                    if (alone || known.node().id() == dead) {
                        LeaseStore.bury(tx, known.node().id(), known.until());
                    }
                }
                return true;
            });
        }
        renew(true);
    }

    /**
     * Renews, takes and gives away.
     *
     * @return the shards that this node holds now and did not hold, or no more dared to, before
     */
    public Set<Integer> renew() {
        return alone || held.node == 0 ? Set.of() : renew(false);
    }

    private synchronized Set<Integer> renew(boolean first) {
        Held before = held;
        boolean trusted = isTrusted(before);
        long asked = time.nanos();
        Held after = database.call(tx -> renewed(tx, first ? 0 : before.node, asked));
        if (after.node != before.node) {
            home.keep(after.node);
        }
        held = after;
        Set<Integer> taken = new TreeSet<>();
        after.leases.forEach((shard, lease) -> {
            if (!trusted || !lease.equals(before.leases.get(shard))) {
                taken.add(shard);
            }
        });
        return taken;
    }

    private Held renewed(Connection tx, long node, long asked) throws SQLException {
        long now = clock.millis(tx);
        long until = alone ? Long.MAX_VALUE : now + LENGTH.toMillis();
        long me = node != 0 && LeaseStore.renew(tx, node, until) ? node : LeaseStore.register(tx, home.name(), until);
        List<LeaseStore.Known> nodes = LeaseStore.nodes(tx);
        List<LeaseStore.Known> dead =
                nodes.stream().filter(known -> !isAlive(known.until(), now)).toList();
        List<Node> live = nodes.stream()
                .filter(known -> isAlive(known.until(), now))
                .map(LeaseStore.Known::node)
                .toList();
        move(tx, me, live);
        Map<Integer, Lease> after = LeaseStore.leases(tx);
        boolean shared = live.size() > 1 || after.values().stream().anyMatch(lease -> lease.node() != me);
        after.values().removeIf(lease -> lease.node() != me);
        return new Held(me, Map.copyOf(after), live, dead, shared, asked + TRUSTED.toNanos());
    }

    private static void move(Connection tx, long me, List<Node> live) throws SQLException {
        Map<Integer, Lease> all = LeaseStore.leases(tx);
        Map<Integer, Long> owners = new HashMap<>();
        all.forEach((shard, lease) -> owners.put(shard, lease.node()));
        Shares.Moves moves = Shares.of(me, live.stream().map(Node::id).collect(Collectors.toSet()), owners);
        for (Lease lease : all.values()) {
            if (moves.release().contains(lease.shard())) {
                LeaseStore.hand(tx, lease, 0);
            } else if (moves.take().contains(lease.shard())) {
                LeaseStore.hand(tx, lease, me);
            }
        }
    }

    /** What is far ahead was written before the database's clock was set back. */
    private boolean isAlive(long until, long now) {
        return alone || until > now && until <= now + LENGTH.multipliedBy(4).toMillis();
    }

    /**
     * Forgets the nodes that are dead. In a transaction of its own, for two nodes may hold each other for dead.
     *
     * @return whether there was one
     */
    public boolean bury() {
        if (alone || held.dead.isEmpty()) {
            return false;
        }
        List<LeaseStore.Known> dead = held.dead;
        database.call(tx -> {
            for (LeaseStore.Known known : dead) {
                LeaseStore.bury(tx, known.node().id(), known.until());
            }
            return true;
        });
        return true;
    }

    /** Gives everything away at once: an orderly end. */
    public synchronized void stop() {
        Held last = held;
        held = Held.NOTHING;
        if (last.node != 0) {
            database.call(tx -> {
                for (Lease lease : last.leases.values()) {
                    LeaseStore.hand(tx, lease, 0);
                }
                LeaseStore.bury(tx, last.node, Long.MAX_VALUE);
                return true;
            });
        }
        home.close();
    }

    /**
     * Whether a lease still is what the database has. It then is until the transaction ends: who wants the shard waits
     * for that. To be asked last of all, so that nobody waits for long and no two wait for each other.
     */
    public static boolean holds(Connection tx, Lease lease) throws SQLException {
        return LeaseStore.lock(tx, lease);
    }
}
