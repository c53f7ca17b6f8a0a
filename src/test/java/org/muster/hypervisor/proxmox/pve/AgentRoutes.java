package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Locale;
import java.util.function.Function;

/** What is asked of a QEMU guest's agent. Failures are as recorded; answers are built from QEMU's own shapes. */
final class AgentRoutes {

    private AgentRoutes() {}

    static void add(Routes routes) {
        add(routes, "network-get-interfaces", AgentRoutes::interfaces);
        add(routes, "get-osinfo", AgentRoutes::system);
        add(routes, "get-host-name", guest -> Data.object()
                .add("host-name", guest.name())
                .build());
        add(routes, "get-fsinfo", guest -> JsonValue.EMPTY_JSON_ARRAY);
        add(routes, "get-users", guest -> JsonValue.EMPTY_JSON_ARRAY);
    }

    private static void add(Routes routes, String command, Function<Guest, JsonValue> result) {
        routes.agent("GET /nodes/{node}/qemu/{vmid}/agent/" + command, call -> ask(call, command, result));
    }

    private static Reply ask(Call call, String command, Function<Guest, JsonValue> result) {
        Guest guest = call.guest();
        if (!guest.hasAgent()) {
            throw new Refusal("No QEMU guest agent configured");
        }
        if (!guest.isRunning()) {
            throw new Refusal("VM " + guest.vmid + " is not running");
        }
        if (guest.agent == Agent.SILENT || !guest.qmpStatus.equals("running")) {
            return Reply.error(500, "QEMU guest agent is not running").after(call.site().agentPatience);
        }
        JsonValue said = guest.agent == Agent.KNOWS_NOTHING ? unknown(command) : result.apply(guest);
        return Reply.data(Data.object().add("result", said).build());
    }

    private static JsonObject unknown(String command) {
        return Data.object()
                .add(
                        "error",
                        Data.object()
                                .add("class", "CommandNotFound")
                                .add("desc", "The command guest-" + command + " has not been found"))
                .build();
    }

    private static JsonValue interfaces(Guest guest) {
        JsonArrayBuilder addresses = Data.array();
        for (String address : guest.addresses) {
            boolean v6 = address.contains(":");
            addresses.add(address(address, v6 ? "ipv6" : "ipv4", v6 ? 64 : 24));
        }
        JsonObjectBuilder lo = Data.object()
                .add("name", "lo")
                .add("hardware-address", "00:00:00:00:00:00")
                .add("ip-addresses", Data.array().add(address("127.0.0.1", "ipv4", 8)));
        JsonObjectBuilder eth0 = Data.object()
                .add("name", "eth0")
                .add("hardware-address", guest.mac().toLowerCase(Locale.ROOT))
                .add("ip-addresses", addresses)
                .add("statistics", Data.object().add("rx-bytes", 1024).add("tx-bytes", 256));
        return Data.array().add(lo).add(eth0).build();
    }

    private static JsonObjectBuilder address(String address, String type, int prefix) {
        return Data.object()
                .add("ip-address", address)
                .add("ip-address-type", type)
                .add("prefix", prefix);
    }

    private static JsonValue system(Guest guest) {
        return Data.object()
                .add("id", "debian")
                .add("name", "Debian GNU/Linux")
                .add("pretty-name", "Debian GNU/Linux 12 (bookworm)")
                .add("version", "12 (bookworm)")
                .add("version-id", "12")
                .add("kernel-release", "6.1.0-18-amd64")
                .add("machine", "x86_64")
                .build();
    }
}
