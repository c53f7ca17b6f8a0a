package org.muster.hypervisor.proxmox;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
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

    /** @throws HypervisorException BAD_ANSWER if it is not complete: a row that can't be read might be any guest */
    static Resources of(Answer answer) throws HypervisorException {
        Draft draft = new Draft();
        answer.readList(draft::add);
        if (draft.nodes.isEmpty()) {
            throw malformed("it lists no nodes; do the credentials still have their rights?");
        }
        return new Resources(List.copyOf(draft.guests), Map.copyOf(draft.nodes));
    }

    /** What has been read of it. */
    private static final class Draft {
        private static final Pattern NODE_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.-]{0,63}");

        private final List<Guest> guests = new ArrayList<>();
        private final Set<GuestId> ids = new HashSet<>();
        private final Map<String, Node> nodes = new HashMap<>();
        private final Map<String, String> names = new HashMap<>();

        void add(Row row) throws HypervisorException {
            switch (row.text("type")) {
                case "qemu", "lxc" -> guests.add(guest(row));
                case "node" -> {
                    String name = name(row);
                    nodes.putIfAbsent(name, Node.of(row, name));
                }
                case "" -> throw malformed("it lists something without saying what");
                default -> {} // storage, pools, networks and what later versions list
            }
        }

        private Guest guest(Row row) throws HypervisorException {
            GuestId id = GuestId.of(row.text("type"), row.text("vmid"))
                    .orElseThrow(() -> malformed("it lists a guest without a number"));
            if (!ids.add(id)) {
                throw malformed("it lists " + id + " twice");
            }
            Long maxCpu = row.whole("maxcpu");
            String node = name(row);
            return new Guest(
                    id,
                    node,
                    row.text("status"),
                    row.number("cpu"),
                    maxCpu == null ? null : (Integer) maxCpu.intValue(),
                    row.whole("mem"),
                    row.whole("maxmem"),
                    row.whole("uptime"),
                    new Marks(row.text("pool"), row.text("lock"), row.text("hastate")),
                    shape(row, node));
        }

        private static String shape(Row row, String node) {
            return row.text("name") + "\n" + row.text("maxcpu") + "\n" + row.text("maxmem") + "\n" + row.text("maxdisk")
                    + "\n" + row.text("tags") + "\n" + row.text("template") + "\n" + node
                    + (row.text("status").equals("stopped") ? "\nstopped" : "");
        }

        /** Few names stand in many rows. */
        private String name(Row row) throws HypervisorException {
            String name = row.text("node");
            String known = names.get(name);
            if (known != null) {
                return known;
            }
            if (!NODE_NAME.matcher(name).matches()) {
                throw malformed("it lists a node that has no name");
            }
            names.put(name, name);
            return name;
        }
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
