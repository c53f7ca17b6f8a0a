package org.muster.inventory;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A VM's state as the parameters of {@link VmColumns#INSERT} and {@link VmColumns#UPDATE}. */
final class VmBinding {

    private VmBinding() {}

    static void bind(PreparedStatement to, VmState state, long pass, Instant now, long revision) throws SQLException {
        Parameters p = new Parameters(to);
        VmDetails details = state.details();
        p.set(state.clusterId());
        p.set(state.connectionId());
        p.set(state.externalId());
        p.set(state.isLive() ? state.externalId() : null);
        p.set(state.node());
        bindDetails(p, details);
        IpOrigin origin = state.guest().ipOrigin();
        VmCategory said = state.guest().category();
        p.set(origin == null ? null : origin.word());
        p.set(said == null ? null : said.word());
        bindMarks(p, state.marks(), details.snapshots());
        p.set(state.status().word());
        p.set(state.statusDetail());
        p.set(state.startedAt());
        VmState.RowTask task = state.task();
        p.set(task == null ? null : (Long) task.id());
        p.set(task == null ? null : task.state());
        p.set(state.ports().rdp());
        p.set(state.ports().ssh());
        p.set(state.syncError());
        p.set(state.absence().passes());
        p.set(state.absence().since());
        p.set(state.absence().lasted().toMillis());
        p.set(state.absence().goneAt());
        VmState.Rival rival = state.rival();
        p.set(rival == null ? null : (Long) rival.connectionId());
        p.set(rival == null ? null : rival.node());
        p.set(rival == null ? 0 : rival.passes());
        p.set(state.fence());
        p.set(searchText(state));
        p.set(pass);
        p.set(now);
        p.set(revision);
    }

    private static void bindDetails(Parameters p, VmDetails details) throws SQLException {
        Integer vmid = details.vmid();
        p.set(vmid == null ? null : (Long) vmid.longValue());
        p.set(details.uuid());
        p.set(details.name());
        p.set(key(details.name()));
        p.set(details.type().word());
        p.set(details.category().word());
        p.set(details.memoryMib());
        p.set(details.cores());
        p.set(details.diskBytes());
        p.set(details.ip());
        p.set(details.template());
        p.set(details.autostart());
        p.set(details.title());
        p.set(details.description());
        p.set(details.os());
        p.set(DetailLines.ofTags(details.tags()));
        p.set(DetailLines.ofNics(details.nics()));
    }

    private static void bindMarks(Parameters p, Marks marks, @Nullable Integer snapshots) throws SQLException {
        p.set(marks.pool());
        p.set(marks.lock());
        p.set(marks.haState());
        p.set(snapshots == null ? null : (Long) snapshots.longValue());
    }

    /** What sorts and matches whatever the case. */
    private static String key(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.length() <= 255 ? lower : lower.substring(0, 255);
    }

    private static String searchText(VmState state) {
        VmDetails d = state.details();
        String all = String.join(
                "\n",
                d.name(),
                empty(d.ip()),
                empty(d.vmid()),
                empty(d.uuid()),
                state.node(),
                String.join("\n", d.tags()));
        String lower = all.toLowerCase(Locale.ROOT);
        return lower.length() <= 2000 ? lower : lower.substring(0, 2000);
    }

    private static String empty(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
