package org.muster.hypervisor.proxmox;

import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.util.List;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.ObservedCluster;

/**
 * An answer of {@code GET /cluster/status}, as its schema has it: a row of each node, and one of the cluster with its
 * {@code name} and {@code quorate}, 0 or 1, which a host that is in none lacks. Without a quorum pmxcfs, and with it all
 * that is configured, can only be read (pvecm(1)).
 */
final class ClusterStatus {

    private ClusterStatus() {}

    static ObservedCluster of(JsonValue data) throws HypervisorException {
        List<Fields> rows =
                data instanceof JsonArray all ? all.stream().map(Fields::of).toList() : List.of();
        if (rows.stream().noneMatch(row -> row.text("type").equals("node"))) {
            throw new HypervisorException(Reason.BAD_ANSWER, "The cluster's status has no nodes.");
        }
        return rows.stream()
                .filter(row -> row.text("type").equals("cluster"))
                .findFirst()
                .map(row -> new ObservedCluster(
                        row.text("name").isBlank() ? null : row.text("name"),
                        !row.object().containsKey("quorate") || row.isSet("quorate")))
                .orElse(new ObservedCluster(null, true));
    }
}
