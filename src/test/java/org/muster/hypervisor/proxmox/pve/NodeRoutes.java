package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;

/** What is asked of the nodes. */
final class NodeRoutes {

    private NodeRoutes() {}

    static void add(Routes routes) {
        routes.open("GET /nodes", NodeRoutes::nodes);
        routes.guarded("GET /nodes/{node}/status", "/nodes/{node}", "Sys.Audit", NodeRoutes::status);
        routes.open("GET /nodes/{node}/storage", NodeRoutes::storage);
        routes.open("GET /nodes/{node}/qemu", call -> guests(call, true));
        routes.open("GET /nodes/{node}/lxc", call -> guests(call, false));
    }

    private static Reply nodes(Call call) {
        JsonArrayBuilder rows = Data.array();
        for (Node node : call.site().nodes.values()) {
            JsonObjectBuilder row = Data.object(ClusterRoutes.node(call, node));
            if (call.may("/nodes/" + node.name, "Sys.Audit")) {
                row.add("ssl_fingerprint", call.site().fingerprint);
            }
            rows.add(row);
        }
        return Reply.data(rows.build());
    }

    private static Reply status(Call call) {
        String version = "pve-manager/" + call.site().dialect().version + "/"
                + call.site().dialect().repoid;
        return Reply.data(
                Data.object(node(call).status).add("pveversion", version).build());
    }

    private static Reply storage(Call call) {
        JsonArrayBuilder rows = Data.array();
        for (JsonValue row : node(call).storage) {
            if (call.may("/storage/" + row.asJsonObject().getString("storage"), "Datastore.Audit")) {
                rows.add(row);
            }
        }
        return Reply.data(rows.build());
    }

    private static Reply guests(Call call, boolean qemu) {
        JsonArrayBuilder rows = Data.array();
        call.site().guests.values().stream()
                .filter(guest -> guest.qemu == qemu && guest.node.equals(call.node()) && call.sees(guest))
                .forEach(guest -> rows.add(GuestRows.listed(guest, call.site().dialect(), call.now())));
        return Reply.data(rows.build());
    }

    private static Node node(Call call) {
        Node node = call.site().nodes.get(call.node());
        if (node == null) {
            throw new IllegalStateException(call.node());
        }
        return node;
    }
}
