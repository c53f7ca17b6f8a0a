package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may be wrong with a server or the way to it. No recording shows any of it but 595. */
public enum Fault {
    /** Takes the request and says nothing until it is healed; then it goes on as if nothing had been. */
    HANG,
    /** The work is done; half of the answer comes, then the connection is reset. */
    CUT,
    /** The work is done; the connection is closed without a byte of the answer. */
    DROP,
    /** The work is done; the answer comes in single bytes, ten a second. */
    DRIP,
    /** Half of the JSON, as if it were all of it. */
    TRUNCATED,
    /** A JSON list that never ends. */
    ENDLESS,
    /** The same in gzip: little on the wire. */
    BOMB,
    /** A page of HTML with status 200, as what stands in between may give. */
    PAGE,
    /** A node that can't be reached through the one that was asked. */
    PROXY_595,
    /** The connection to that node broke. */
    PROXY_596,
    /** 500 without a body. */
    EMPTY_500,
    /** pmxcfs is gone: 500 without a body, as late as a 401. */
    PMXCFS_DEAD,
    /** pmxcfs has just begun anew: VMs without name, figures and status. */
    ALL_UNKNOWN,
    /** 200 with an empty list, as for a token that lost its rights. */
    EMPTY_LIST,
    /** Every third row of a list lacks. */
    GAPS;

    private static final Set<String> KNOWN_ANYWAY =
            Set.of("id", "type", "vmid", "node", "tags", "lock", "pool", "hastate");

    /** The answer that comes in place of any work; of a dead pmxcfs as late as a 401. */
    @Nullable
    Reply instead(Duration brake) {
        return switch (this) {
            case PROXY_595 -> Reply.bare(595, "Connection refused");
            case PROXY_596 -> Reply.bare(596, "Broken pipe");
            case EMPTY_500 -> Reply.bare(500, "Internal Server Error");
            case PMXCFS_DEAD -> Reply.bare(500, "Internal Server Error").after(brake);
            default -> null;
        };
    }

    /** The answer as this fault makes it, if it is a list. */
    Reply bent(Reply reply) {
        JsonValue data = reply.body() == null ? null : reply.body().get("data");
        if (!(data instanceof JsonArray rows)) {
            return reply;
        }
        JsonArrayBuilder left = Data.array();
        for (int i = 0; i < rows.size(); i++) {
            if (this == ALL_UNKNOWN && rows.get(i) instanceof JsonObject row) {
                left.add(unknown(row));
            } else if (this == GAPS ? i % 3 != 0 : this != EMPTY_LIST) {
                left.add(rows.get(i));
            }
        }
        return Reply.data(left.build());
    }

    private static JsonObject unknown(JsonObject row) {
        if (!List.of("qemu", "lxc").contains(row.getString("type", ""))) {
            return row;
        }
        JsonObjectBuilder left = Data.object().add("status", "unknown");
        row.forEach((name, value) -> {
            if (KNOWN_ANYWAY.contains(name)) {
                left.add(name, value);
            }
        });
        return left.build();
    }
}
