package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A job of a node: runs until an instant, then does its work and has a verdict. */
final class Task {

    final String upid;
    final String node;
    final String type;
    final String id;
    final Who who;
    final int pid;
    final Instant startedAt;
    final Instant endsAt;
    final List<String> log = new ArrayList<>();
    private final Supplier<String> work;
    private @Nullable String exitStatus;

    Task(String node, String type, String id, Who who, int pid, Instant from, Instant until, Supplier<String> work) {
        this.node = node;
        this.type = type;
        this.id = id;
        this.who = who;
        this.pid = pid;
        this.startedAt = from;
        this.endsAt = until;
        this.work = work;
        this.upid = "UPID:%s:%08X:%08X:%08X:%s:%s:%s:"
                .formatted(node, pid, pstart(), from.getEpochSecond(), type, id, who.name());
    }

    /** Since the node's start, in hundredths of a second. */
    private int pstart() {
        return 0x40000 + pid * 100;
    }

    boolean isOver() {
        return exitStatus != null;
    }

    boolean failed() {
        return exitStatus != null && !exitStatus.equals("OK");
    }

    void settle(Instant now) {
        if (exitStatus == null && !now.isBefore(endsAt)) {
            exitStatus = work.get();
            log.add(exitStatus.equals("OK") ? "TASK OK" : "TASK ERROR: " + exitStatus);
        }
    }

    JsonObject status() {
        JsonObjectBuilder row = row().add("status", exitStatus == null ? "running" : "stopped");
        if (exitStatus != null) {
            row.add("exitstatus", exitStatus);
        }
        if (who.token() != null) {
            row.add("tokenid", who.token());
        }
        return row.add("user", who.user()).build();
    }

    /** As lists of tasks have it: with the token in the user, and the verdict as status. No recording shows it. */
    JsonObject listed() {
        JsonObjectBuilder row = row().add("user", who.name());
        if (exitStatus != null) {
            row.add("endtime", endsAt.getEpochSecond()).add("status", exitStatus);
        }
        return row.build();
    }

    private JsonObjectBuilder row() {
        return Data.object()
                .add("upid", upid)
                .add("node", node)
                .add("type", type)
                .add("id", id)
                .add("pid", pid)
                .add("pstart", pstart())
                .add("starttime", startedAt.getEpochSecond());
    }
}
