package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a double begins with: nodes, VMs, users. Each has the user {@code root@pam} with a password, and the token {@code
 * muster@pve!full} that may everything.
 */
public final class Fleet {

    /** The name of the token that may everything. */
    public static final String FULL = "muster@pve!full";

    /** Of {@code root@pam}. */
    public static final String ROOT_PASSWORD = "root's password";

    final List<Node> nodes = new ArrayList<>();
    final List<Guest> guests = new ArrayList<>();
    final Access access = new Access();

    /** Names that lead to an address where nobody answers. */
    final Set<String> silentHosts = new HashSet<>();

    /** Null: a host that is in no cluster. */
    @Nullable
    String cluster;

    Dialect dialect = Dialect.PVE_9;

    @Nullable
    Duration lag = Duration.ZERO;

    private Fleet() {
        user("root@pam", ROOT_PASSWORD);
        user("muster@pve", "muster's password");
        token(FULL, false);
        grant("root@pam", "/", dialect.allPrivileges());
        grant("muster@pve", "/", dialect.allPrivileges());
    }

    /** The host pve1 without VMs. */
    public static Fleet empty() {
        Fleet fleet = new Fleet();
        fleet.nodes.add(recordedNode());
        return fleet;
    }

    /**
     * A cluster of that many VMs from number 100 on, each tenth a container, each third stopped, spread over the nodes
     * pve1, pve2, ...
     */
    public static Fleet of(int nodes, int vms) {
        Fleet fleet = new Fleet();
        fleet.cluster = "lab";
        Node first = recordedNode();
        for (int i = 1; i <= nodes; i++) {
            fleet.nodes.add(i == 1 ? first : first.like("pve" + i, "10.77.0." + (10 + i)));
        }
        long now = fleet.nodes.get(0).lastSeen;
        for (int i = 0; i < vms; i++) {
            int vmid = 100 + i;
            String node = "pve" + (1 + i % nodes);
            Guest guest = i % 10 == 9 ? Guest.lxc(vmid, "ct-" + vmid, node) : Guest.qemu(vmid, "vm-" + vmid, node);
            if (i % 3 != 2) {
                guest.start(now, 1000 + i);
            }
            fleet.guests.add(guest);
        }
        return fleet;
    }

    /** What the exchanges were recorded against; its node tells nothing new. */
    public static Fleet recorded() {
        Fleet fleet = empty();
        JsonObject recorded = Data.resource("recorded-fleet.json").asJsonObject();
        for (JsonValue entry : recorded.getJsonArray("guests")) {
            fleet.guests.add(read(entry.asJsonObject()));
        }
        fleet.silentHosts.add("pve2");
        fleet.lag = null;
        return fleet;
    }

    private static Node recordedNode() {
        JsonObject recorded = Data.resource("recorded-fleet.json").asJsonObject();
        Node node = Node.read(recorded.getJsonArray("nodes").getJsonObject(0));
        node.lastSeen = new PveClock().seconds() - 3610;
        return node;
    }

    private static Guest read(JsonObject from) {
        Guest guest = new Guest(from.getInt("vmid"), from.getString("type").equals("qemu"), from.getString("node"));
        guest.config.putAll(from.getJsonObject("config"));
        guest.told = from.isNull("broadcast") ? null : from.getJsonObject("broadcast");
        guest.agent = Agent.SILENT;
        guest.hasSystem = false;
        guest.says = from.getString("says", null);
        if (from.containsKey("snapshots")) {
            from.getJsonArray("snapshots").forEach(snapshot -> guest.snapshots.add(snapshot.asJsonObject()));
        }
        return guest;
    }

    public Fleet with(Guest guest) {
        guests.add(guest);
        return this;
    }

    /** A further node, online. */
    public Fleet node(String name, String ip) {
        nodes.add(nodes.get(0).like(name, ip));
        return this;
    }

    public Fleet cluster(@Nullable String name) {
        cluster = name;
        return this;
    }

    public Fleet dialect(Dialect spoken) {
        dialect = spoken;
        grant("root@pam", "/", dialect.allPrivileges());
        return grant("muster@pve", "/", dialect.allPrivileges());
    }

    /** How old what /cluster/resources tells of VMs may be: zero at first, 10 to 12 seconds in real clusters. */
    public Fleet lag(Duration behind) {
        lag = behind;
        return this;
    }

    /** @param name with the realm: "alice@pve" */
    public Fleet user(String name, String password) {
        access.user(name, password);
        return this;
    }

    /**
     * A token with a secret that nobody knows beforehand.
     *
     * @param name "muster@pve!watch"
     * @param privsep whether it may only what was granted to itself and to its user
     */
    public Fleet token(String name, boolean privsep) {
        access.token(name, UUID.randomUUID().toString(), privsep);
        return this;
    }

    /** @param who a user or a token */
    public Fleet grant(String who, String path, Collection<String> privileges) {
        access.grant(who, path, privileges);
        return this;
    }
}
