package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;

/** A host of the cluster. */
final class Node {

    final String name;
    final String ip;

    /** cpu, mem, disk and their maxima, uptime. */
    final JsonObject figures;

    final JsonObject status;
    final JsonArray storage;

    /** Its further rows of /cluster/resources: storage, network. */
    final JsonArray others;

    boolean online = true;

    /** Epoch seconds; while online, the time of the last question. */
    long lastSeen;

    private Node(String name, String ip, JsonObject from) {
        this.name = name;
        this.ip = ip;
        figures = from.getJsonObject("figures");
        status = from.getJsonObject("status");
        storage = from.getJsonArray("storage");
        others = from.getJsonArray("others");
    }

    static Node read(JsonObject from) {
        return new Node(from.getString("name"), from.getString("ip"), from);
    }

    /** Another one like it. */
    Node like(String other, String address) {
        JsonObject from = Data.object()
                .add("figures", figures)
                .add("status", status)
                .add("storage", storage)
                .add("others", Data.list(others, row -> renamed(row.asJsonObject(), other)))
                .build();
        return new Node(other, address, from);
    }

    private JsonObject renamed(JsonObject row, String other) {
        return Data.object(row)
                .add("node", other)
                .add("id", row.getString("id").replace("/" + name + "/", "/" + other + "/"))
                .build();
    }
}
