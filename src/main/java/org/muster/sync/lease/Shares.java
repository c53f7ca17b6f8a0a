package org.muster.sync.lease;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Decides which shards a node takes and which it gives away. Every node decides for itself, and only about its own
 * share: an even part of all. No more moves than that needs.
 */
final class Shares {

    /** What to do, in ascending order; one of the lists is empty. */
    record Moves(List<Integer> take, List<Integer> release) {}

    private Shares() {}

    /**
     * The moves of one node.
     *
     * @param live every node that lives; {@code me} is one of them
     * @param owners each shard's owner; one that doesn't live owns nothing
     */
    static Moves of(long me, Collection<Long> live, Map<Integer, Long> owners) {
        TreeSet<Long> nodes = new TreeSet<>(live);
        nodes.add(me);
        int rank = nodes.headSet(me).size();
        int quota = owners.size() / nodes.size() + (rank < owners.size() % nodes.size() ? 1 : 0);
        List<Integer> mine = new ArrayList<>();
        List<Integer> free = new ArrayList<>();
        owners.forEach((shard, owner) -> {
            if (owner == me) {
                mine.add(shard);
            } else if (!nodes.contains(owner)) {
                free.add(shard);
            }
        });
        // Neighbouring shards go to different nodes, so that a few connections are shared evenly too.
        Comparator<Integer> minePreferred = Comparator.<Integer>comparingInt(
                        shard -> shard % nodes.size() == rank ? 0 : 1)
                .thenComparing(Comparator.naturalOrder());
        return new Moves(
                first(free, minePreferred, quota - mine.size()),
                first(mine, minePreferred.reversed(), mine.size() - quota));
    }

    private static List<Integer> first(List<Integer> shards, Comparator<Integer> order, int count) {
        return shards.stream().sorted(order).limit(Math.max(0, count)).sorted().toList();
    }
}
