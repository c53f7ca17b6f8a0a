/**
 * Which connections this node observes: nodes, shards and their leases in the database. Uses platform.
 * Invariant: what a shard's former owner wrote is never committed after its next owner has taken it.
 */
@NullMarked
package org.muster.sync.lease;

import org.jspecify.annotations.NullMarked;
