package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.muster.connection.Connection;
import org.muster.connection.Connections;
import org.muster.sync.lease.Lease;
import org.muster.sync.lease.Leases;
import org.muster.sync.lease.Node;

/** Which node observes what. */
@Singleton
public class NodeReport {

    /**
     * One node's share.
     *
     * @param here whether it is the node that was asked
     * @param connections how many it observes
     * @param clusters those that they are of, ascending
     */
    public record NodeShare(long id, String name, boolean here, int connections, List<Long> clusters) {}

    private final Connections connections;
    private final Leases leases;

    @Inject
    public NodeReport(Connections connections, Leases leases) {
        this.connections = connections;
        this.leases = leases;
    }

    /** The nodes that live, the oldest first, as the database has them now. */
    public List<NodeShare> all() {
        Map<Integer, Long> owners = leases.owners();
        Map<Long, TreeSet<Long>> clusters = new HashMap<>();
        Map<Long, Integer> counts = new HashMap<>();
        for (Connection connection : connections.enabled()) {
            Long owner = owners.get(Lease.shardOf(connection.id()));
            if (owner != null) {
                counts.merge(owner, 1, Integer::sum);
                clusters.computeIfAbsent(owner, node -> new TreeSet<>()).add(connection.clusterId());
            }
        }
        return leases.live().stream()
                .map(node -> share(
                        node, counts.getOrDefault(node.id(), 0), clusters.getOrDefault(node.id(), new TreeSet<>())))
                .toList();
    }

    private NodeShare share(Node node, int count, TreeSet<Long> clusters) {
        return new NodeShare(node.id(), node.name(), node.id() == leases.node(), count, List.copyOf(clusters));
    }
}
