package org.muster.hypervisor.proxmox;

import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.muster.hypervisor.FigureReading;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.Marks;

/**
 * One answer of {@code GET /cluster/resources}: every guest and every node that the credentials may see. A list without
 * nodes is none: that is what a token gets that has lost its rights.
 */
record Resources(List<Guest> guests, Map<String, Node> nodes) {

    private static final String NODE_NAME = "[A-Za-z0-9][A-Za-z0-9.-]{0,63}";

    /** @throws HypervisorException BAD_ANSWER if it is not complete: a row that can't be read might be any guest */
    static Resources of(JsonValue data) throws HypervisorException {
        if (!(data instanceof JsonArray rows)) {
            throw malformed("it is no list");
        }
        List<Guest> guests = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        for (JsonValue row : rows) {
            Fields fields = Fields.of(row);
            switch (fields.text("type")) {
                case "qemu", "lxc" -> guests.add(guest(fields));
                case "node" -> nodes.add(Node.of(fields, name(fields)));
                default -> {} // storage, pools, networks and what later versions list
            }
        }
        return checked(guests, nodes);
    }

    private static Resources checked(List<Guest> guests, List<Node> nodes) throws HypervisorException {
        if (nodes.isEmpty()) {
            throw malformed("it lists no nodes; do the credentials still have their rights?");
        }
        Set<GuestId> ids = new HashSet<>();
        for (Guest guest : guests) {
            if (!ids.add(guest.id())) {
                throw malformed("it lists " + guest.id() + " twice");
            }
        }
        return new Resources(
                List.copyOf(guests),
                nodes.stream().collect(Collectors.toMap(Node::name, Function.identity(), (a, b) -> a)));
    }

    private static Guest guest(Fields row) throws HypervisorException {
        String id = row.text("type") + "/" + row.text("vmid");
        Long maxCpu = row.whole("maxcpu");
        String shape = String.join(
                "\n",
                row.text("name"),
                row.text("maxcpu"),
                row.text("maxmem"),
                row.text("maxdisk"),
                row.text("tags"),
                row.text("template"),
                row.text("node"));
        return new Guest(
                GuestId.parse(id).orElseThrow(() -> malformed("it lists a guest without a number")),
                name(row),
                row.text("status"),
                row.number("cpu"),
                maxCpu == null ? null : (Integer) maxCpu.intValue(),
                row.whole("mem"),
                row.whole("maxmem"),
                row.whole("uptime"),
                new Marks(row.text("pool"), row.text("lock"), row.text("hastate")),
                shape);
    }

    private static String name(Fields row) throws HypervisorException {
        String name = row.text("node");
        if (!name.matches(NODE_NAME)) {
            throw malformed("it lists a node that has no name");
        }
        return name;
    }

    List<StatusReading> readings() {
        return guests.stream().map(guest -> guest.reading(isOnline(guest))).toList();
    }

    List<FigureReading> figures() {
        return guests.stream()
                .filter(guest -> guest.isActive() && isOnline(guest))
                .map(Guest::figures)
                .toList();
    }

    /** Names of nodes of which the cluster says that they are. */
    Set<String> offline() {
        return nodes.values().stream()
                .filter(node -> !node.online())
                .map(Node::name)
                .collect(Collectors.toSet());
    }

    boolean isOnline(Guest guest) {
        Node node = nodes.get(guest.node());
        return node == null || node.online();
    }

    private static HypervisorException malformed(String why) {
        return new HypervisorException(Reason.BAD_ANSWER, "The list of resources can't be used: " + why + ".");
    }
}
