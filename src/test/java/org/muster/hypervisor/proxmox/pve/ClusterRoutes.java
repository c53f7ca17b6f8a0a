package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What is asked of the cluster as a whole. */
final class ClusterRoutes {

    private ClusterRoutes() {}

    static void add(Routes routes) {
        routes.open("GET /cluster/resources", ClusterRoutes::resources);
        routes.guarded("GET /cluster/status", "/", "Sys.Audit", ClusterRoutes::status);
        routes.open("GET /cluster/nextid", ClusterRoutes::nextId);
        routes.guarded("GET /cluster/metrics/export", "/", "Sys.Audit", ClusterRoutes::metrics);
        routes.open("GET /pools", ClusterRoutes::pools);
    }

    private static Reply resources(Call call) {
        call.site().tell();
        String type = call.parameter("type");
        JsonArrayBuilder rows = Data.array();
        if (type.isEmpty()) {
            visiblePools(call)
                    .forEach(pool -> rows.add(Data.object()
                            .add("id", "/pool/" + pool)
                            .add("pool", pool)
                            .add("type", "pool")));
        }
        if (type.isEmpty() || type.equals("vm")) {
            call.site().guests.values().stream()
                    .filter(call::sees)
                    .forEach(guest -> rows.add(GuestRows.resource(guest)));
        }
        if (type.isEmpty() || type.equals("node")) {
            call.site().nodes.values().forEach(node -> rows.add(node(call, node)));
        }
        call.site().nodes.values().forEach(node -> others(call, node, type).forEach(rows::add));
        return Reply.data(rows.build());
    }

    /** Without Sys.Audit of the node only its name and status; of one that is offline there is no more to say. */
    static JsonObject node(Call call, Node node) {
        JsonObjectBuilder row = Data.object()
                .add("id", "node/" + node.name)
                .add("type", "node")
                .add("node", node.name)
                .add("status", node.online ? "online" : "offline");
        if (!call.may("/nodes/" + node.name, "Sys.Audit")) {
            return row.build();
        }
        row.add("level", "");
        if (node.online) {
            node.figures.forEach(row::add);
        }
        return row.build();
    }

    private static List<JsonObject> others(Call call, Node node, String type) {
        return node.others.stream()
                .map(JsonValue::asJsonObject)
                .filter(row -> isOf(row, type) && seesOther(call, row))
                .map(row -> node.online
                        ? row
                        : Data.object(row).add("status", "unknown").build())
                .toList();
    }

    private static boolean isOf(JsonObject row, String type) {
        String own = row.getString("type").equals("network") ? "sdn" : row.getString("type");
        return type.isEmpty() || type.equals(own);
    }

    private static boolean seesOther(Call call, JsonObject row) {
        return switch (row.getString("type")) {
            case "storage" -> call.may("/storage/" + row.getString("storage"), "Datastore.Audit");
            case "network" -> call.site().dialect() == Dialect.PVE_9 && call.may("/nodes", "Sys.Audit");
            default -> true;
        };
    }

    private static Reply status(Call call) {
        Site site = call.site();
        JsonArrayBuilder rows = Data.array();
        if (site.fleet.cluster != null) {
            long online =
                    site.nodes.values().stream().filter(node -> node.online).count();
            rows.add(Data.object()
                    .add("id", "cluster")
                    .add("type", "cluster")
                    .add("name", site.fleet.cluster)
                    .add("version", 1)
                    .add("nodes", site.nodes.size())
                    .add("quorate", online * 2 > site.nodes.size() ? 1 : 0));
        }
        int number = site.fleet.cluster == null ? 0 : 1;
        for (Node node : site.nodes.values()) {
            rows.add(Data.object()
                    .add("id", "node/" + node.name)
                    .add("type", "node")
                    .add("name", node.name)
                    .add("nodeid", number++)
                    .add("ip", node.ip)
                    .add("local", node.name.equals(call.parameter("-local")) ? 1 : 0)
                    .add("online", node.online ? 1 : 0)
                    .add("level", ""));
        }
        return Reply.data(rows.build());
    }

    private static Reply nextId(Call call) {
        int free = 100;
        while (call.site().guests.containsKey(free)) {
            free++;
        }
        return Reply.data(Data.text(String.valueOf(free)));
    }

    private static Reply metrics(Call call) {
        if (!call.site().dialect().exportsMetrics()) {
            throw new Refusal(Reply.unknown("GET", "/cluster/metrics/export"));
        }
        return Reply.data(Data.object().add("data", JsonValue.EMPTY_JSON_ARRAY).build());
    }

    private static Reply pools(Call call) {
        return Reply.data(Data.list(
                visiblePools(call), pool -> Data.object().add("poolid", pool).build()));
    }

    private static Set<String> visiblePools(Call call) {
        Set<String> pools = new TreeSet<>();
        for (Guest guest : call.site().guests.values()) {
            if (guest.pool != null && call.may("/pool/" + guest.pool, "Pool.Audit")) {
                pools.add(guest.pool);
            }
        }
        return pools;
    }
}
