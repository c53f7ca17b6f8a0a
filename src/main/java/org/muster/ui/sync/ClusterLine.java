package org.muster.ui.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.SourceKind;
import org.muster.sync.SyncReport.ClusterSync;
import org.muster.ui.page.When;

/**
 * How one cluster is being observed, in words.
 *
 * @param ownName how it calls itself, null if it does not, or just so
 * @param state the style's name and the word shown: ok, failing, quarantined, pending
 * @param duration of the last pass
 * @param calls that its hosts were asked a minute, lately
 * @param backoff how long a failing connection is left alone, empty if none is
 */
public record ClusterLine(
        long id,
        String name,
        @Nullable String ownName,
        boolean demo,
        String kind,
        int hosts,
        String state,
        boolean syncing,
        @Nullable When lastFull,
        @Nullable When lastQuick,
        String duration,
        @Nullable When nextDue,
        String backoff,
        String calls,
        @Nullable String error) {
    static String calls(double aMinute) {
        return String.format(Locale.ROOT, aMinute < 100 ? "%.1f" : "%.0f", aMinute);
    }

    static ClusterLine of(ClusterSync cluster, Instant now) {
        return new ClusterLine(
                cluster.id(),
                cluster.name(),
                Objects.equals(cluster.ownName(), cluster.name()) ? null : cluster.ownName(),
                cluster.kind() == SourceKind.DEMO,
                cluster.kind().word(),
                cluster.hosts(),
                cluster.state(),
                cluster.syncing(),
                When.of(cluster.lastFull(), now),
                When.of(cluster.lastQuick(), now),
                RunLine.length(cluster.durationMs()),
                When.of(cluster.nextDue(), now),
                cluster.backoffSeconds() == 0 ? "" : When.words(Duration.ofSeconds(cluster.backoffSeconds())),
                calls(cluster.callsAMinute()),
                cluster.error());
    }
}
