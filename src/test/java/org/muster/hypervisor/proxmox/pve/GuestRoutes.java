package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/** What is read of one VM or container. */
final class GuestRoutes {

    /** Seconds between two points, and how many there are. */
    private record Series(int step, int points) {}

    private static final Map<String, Series> SERIES = Map.of(
            "hour", new Series(60, 59),
            "day", new Series(60, 1439),
            "week", new Series(1800, 335),
            "month", new Series(1800, 1439),
            "year", new Series(21_600, 1439));

    private GuestRoutes() {}

    static void add(Routes routes) {
        for (String kind : new String[] {"qemu", "lxc"}) {
            String guest = "GET /nodes/{node}/" + kind + "/{vmid}/";
            routes.guarded(guest + "status/current", "/vms/{vmid}", "VM.Audit", GuestRoutes::current);
            routes.guarded(guest + "config", "/vms/{vmid}", "VM.Audit", GuestRoutes::config);
            routes.guarded(guest + "snapshot", "/vms/{vmid}", "VM.Audit", GuestRoutes::snapshots);
        }
        String lxc = "GET /nodes/{node}/lxc/{vmid}/interfaces";
        routes.guarded(lxc, "/vms/{vmid}", "VM.Audit", GuestRoutes::interfaces);
        String rrd = "GET /nodes/{node}/qemu/{vmid}/rrddata";
        routes.guarded(rrd, "/vms/{vmid}", "VM.Audit", GuestRoutes::history);
    }

    private static Reply current(Call call) {
        return Reply.data(GuestRows.current(call.guest(), call.site().dialect(), call.now()));
    }

    private static Reply config(Call call) {
        Guest guest = call.guest();
        JsonObjectBuilder config = Data.object();
        guest.config.forEach(config::add);
        return Reply.data(config.add("digest", digest(guest)).build());
    }

    private static Reply snapshots(Call call) {
        Guest guest = call.guest();
        JsonArrayBuilder rows = Data.array();
        guest.snapshots.forEach(rows::add);
        rows.add(Data.object()
                .add("name", "current")
                .add("description", "You are here!")
                .add("digest", digest(guest))
                .add("running", guest.isRunning() ? 1 : 0));
        return Reply.data(rows.build());
    }

    /** Changes with the configuration. */
    static String digest(Guest guest) {
        try {
            byte[] text = guest.config.toString().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Null of one that is stopped, as recorded; the rest is by the schema. */
    private static Reply interfaces(Call call) {
        Guest guest = call.guest();
        if (!guest.isRunning()) {
            return Reply.data(JsonValue.NULL);
        }
        JsonArrayBuilder addresses = Data.array();
        guest.addresses.forEach(address -> addresses.add(address("inet", address, 24)));
        JsonObjectBuilder eth0 =
                Data.object().add("name", "eth0").add("hwaddr", guest.mac()).add("hardware-address", guest.mac());
        if (!guest.addresses.isEmpty()) {
            eth0.add("inet", guest.addresses.get(0) + "/24");
        }
        JsonObject lo = Data.object()
                .add("name", "lo")
                .add("hwaddr", "00:00:00:00:00:00")
                .add("hardware-address", "00:00:00:00:00:00")
                .add("inet", "127.0.0.1/8")
                .add("ip-addresses", Data.array().add(address("inet", "127.0.0.1", 8)))
                .build();
        return Reply.data(
                Data.array().add(lo).add(eth0.add("ip-addresses", addresses)).build());
    }

    private static JsonObjectBuilder address(String family, String address, int prefix) {
        return Data.object()
                .add("ip-address", address)
                .add("ip-address-type", family)
                .add("prefix", prefix);
    }

    /** Points without figures, as recorded. */
    private static Reply history(Call call) {
        Series series = SERIES.getOrDefault(call.parameter("timeframe"), new Series(60, 59));
        long last = call.now() / series.step();
        JsonArrayBuilder points = Data.array();
        for (long at = last - series.points() + 1; at <= last; at++) {
            points.add(Data.object().add("time", at * series.step()));
        }
        return Reply.data(points.build());
    }
}
