package org.muster.sync.lease;

/**
 * The right to observe the connections of one shard, until the shard changes hands.
 *
 * @param node its owner
 * @param token differs from that of every other lease on the shard, before and after
 */
public record Lease(int shard, long node, long token) {

    /** As many shards as nodes could share; a shard is the smallest thing that moves. */
    public static final int SHARDS = 64;

    /** The shard of a connection. */
    public static int shardOf(long connection) {
        return (int) Math.floorMod(connection, (long) SHARDS);
    }
}
