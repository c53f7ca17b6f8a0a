package org.muster.hypervisor.proxmox;

import jakarta.json.JsonArray;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.GuestObservation.Agent;
import org.muster.hypervisor.GuestObservation.FileSystem;
import org.muster.hypervisor.GuestObservation.GuestAddress;
import org.muster.hypervisor.GuestObservation.GuestOs;
import org.muster.hypervisor.GuestObservation.GuestUser;
import org.muster.hypervisor.GuestObservation.Origin;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.TimeLeft;
import org.muster.hypervisor.UsableAddress;

/**
 * What a guest says of itself: a machine through its agent, a container's addresses through its node. An agent that does
 * not answer holds one of its node's three workers for 3 s, so the first question decides whether others are asked.
 */
final class GuestAgent {

    private final Session session;
    private final GuestId id;
    private final String node;
    private int calls;

    GuestAgent(Session session, GuestId id, String node) {
        this.session = session;
        this.id = id;
        this.node = node;
    }

    GuestObservation observe(TimeLeft left) throws HypervisorException {
        return switch (id.type()) {
            case LXC -> container(left);
            case QEMU -> machine(left);
        };
    }

    private GuestObservation container(TimeLeft left) throws HypervisorException {
        List<GuestAddress> found = new ArrayList<>();
        if (ask("/interfaces", left.now()) instanceof JsonArray all) {
            for (JsonValue one : all) {
                Fields nic = Fields.of(one);
                for (String family : List.of("inet", "inet6")) {
                    add(found, nic.text("hwaddr"), nic.text(family));
                }
            }
        }
        return new GuestObservation(Agent.NONE, found.isEmpty() ? null : found, null, null, null, null, calls);
    }

    private static void add(List<GuestAddress> found, String mac, String written) {
        String[] parts = written.split("/", 2);
        int prefix = parts.length > 1 && parts[1].matches("[0-9]{1,3}") ? Integer.parseInt(parts[1]) : 0;
        UsableAddress.read(mac, parts[0], prefix, Origin.LEASE).ifPresent(found::add);
    }

    private GuestObservation machine(TimeLeft left) throws HypervisorException {
        JsonValue interfaces;
        try {
            interfaces = result("network-get-interfaces", left.now());
        } catch (HypervisorException e) {
            return GuestObservation.nothing(absence(e), calls);
        }
        return read(
                interfaces,
                optional("get-host-name", left),
                optional("get-osinfo", left),
                optional("get-fsinfo", left),
                optional("get-users", left),
                calls);
    }

    /** What an agent's answers come to. */
    static GuestObservation read(
            JsonValue interfaces, JsonValue name, JsonValue os, JsonValue fileSystems, JsonValue users, int calls) {
        return new GuestObservation(
                Agent.ANSWERS,
                addresses(interfaces),
                hostName(name),
                os(os),
                fileSystems(fileSystems),
                users(users),
                calls);
    }

    /** Words of qemu-server, which has no codes for it. */
    private static Agent absence(HypervisorException e) throws HypervisorException {
        String words = String.valueOf(e.getMessage());
        if (e.reason() != Reason.REFUSED || words.contains("Permission check failed")) {
            throw e;
        }
        if (words.contains("No QEMU guest agent configured")) {
            return Agent.NONE;
        }
        return words.contains("got timeout") ? Agent.SILENT : Agent.AWAY;
    }

    private JsonValue ask(String path, Duration limit) throws HypervisorException {
        calls++;
        return session.get(id.path(node) + path, limit);
    }

    private JsonValue result(String command, Duration limit) throws HypervisorException {
        return Fields.of(ask("/agent/" + command, limit)).object().getOrDefault("result", JsonValue.NULL);
    }

    /** An agent may lack a command, and says so with 200 and an error in the result. */
    private JsonValue optional(String command, TimeLeft left) throws HypervisorException {
        try {
            return result(command, left.now());
        } catch (HypervisorException e) {
            if (e.endsConnection()) {
                throw e;
            }
            return JsonValue.NULL;
        }
    }

    private static @Nullable List<GuestAddress> addresses(JsonValue result) {
        if (!(result instanceof JsonArray nics)) {
            return null;
        }
        List<GuestAddress> found = new ArrayList<>();
        for (JsonValue one : nics) {
            String mac = Fields.of(one).text("hardware-address");
            if (Fields.of(one).object().get("ip-addresses") instanceof JsonArray all) {
                all.stream().map(Fields::of).forEach(address -> {
                    Long prefix = address.whole("prefix");
                    UsableAddress.read(
                                    mac,
                                    address.text("ip-address"),
                                    prefix == null ? 0 : (int) Math.min(prefix, 999),
                                    Origin.AGENT)
                            .ifPresent(found::add);
                });
            }
        }
        return found;
    }

    private static @Nullable String hostName(JsonValue result) {
        String name = Fields.of(result).text("host-name");
        return name.isEmpty() ? null : name;
    }

    private static @Nullable GuestOs os(JsonValue result) {
        Fields os = Fields.of(result);
        return os.text("id").isEmpty() && os.text("name").isEmpty()
                ? null
                : new GuestOs(os.text("id"), os.text("name"), os.text("version"), os.text("kernel-release"));
    }

    private static @Nullable List<FileSystem> fileSystems(JsonValue result) {
        if (!(result instanceof JsonArray all)) {
            return null;
        }
        return all.stream()
                .map(Fields::of)
                .map(fs -> new FileSystem(
                        fs.text("name"),
                        fs.text("mountpoint"),
                        fs.text("type"),
                        fs.whole("total-bytes"),
                        fs.whole("used-bytes")))
                .toList();
    }

    private static @Nullable List<GuestUser> users(JsonValue result) {
        if (!(result instanceof JsonArray all)) {
            return null;
        }
        return all.stream().map(Fields::of).map(GuestAgent::user).toList();
    }

    private static GuestUser user(Fields user) {
        Double seconds = user.number("login-time");
        return new GuestUser(
                user.text("user"), user.text("domain"), seconds == null ? null : (Long) Math.round(1000 * seconds));
    }
}
