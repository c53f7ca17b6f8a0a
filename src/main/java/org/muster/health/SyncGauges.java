package org.muster.health;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Viewer;
import org.muster.platform.DatabaseException;
import org.muster.platform.Meters;
import org.muster.sync.SyncReport;
import org.muster.sync.SyncReport.ClusterSync;
import org.muster.sync.SyncReport.SyncStats;

/** Keeps gauges of how the roll call is going: whoever reads metrics asks no database. */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@SuppressWarnings("NullAway.Init") // the server fills the fields
public class SyncGauges {

    private static final System.Logger LOG = System.getLogger(SyncGauges.class.getName());

    @Inject
    Meters meters;

    @Inject
    SyncReport report;

    private final Set<Long> registered = ConcurrentHashMap.newKeySet();
    private volatile @Nullable SyncStats latest;

    @PostConstruct
    void register() {
        gauge("muster_vms", stats -> stats.vms().total());
        gauge("muster_vms_fresh", stats -> stats.vms().fresh());
        gauge("muster_vms_with_error", stats -> stats.vms().withError());
        gauge("muster_vms_running", stats -> stats.vms().running());
        gauge("muster_sync_running", stats -> stats.running() ? 1 : 0);
    }

    @Schedule(hour = "*", minute = "*", second = "*/15", persistent = false)
    void refresh() {
        try {
            SyncStats stats = report.stats(Viewer.ALL);
            latest = stats;
            stats.clusters().stream()
                    .map(ClusterSync::id)
                    .filter(registered::add)
                    .forEach(this::registerCluster);
        } catch (DatabaseException e) {
            latest = null; // says nothing rather than something old
            LOG.log(System.Logger.Level.DEBUG, "No figures now.", e);
        }
    }

    private void registerCluster(long id) {
        cluster("muster_cluster_hosts", id, ClusterSync::hosts);
        cluster("muster_cluster_backoff_seconds", id, ClusterSync::backoffSeconds);
        cluster("muster_cluster_calls_a_minute", id, ClusterSync::callsAMinute);
        cluster("muster_cluster_failing", id, sync -> sync.state().equals("failing") ? 1 : 0);
        cluster("muster_cluster_full_sync_age_seconds", id, sync -> age(sync.lastFull()));
        cluster("muster_cluster_quick_sync_age_seconds", id, sync -> age(sync.lastQuick()));
    }

    private void gauge(String name, ToDoubleFunction<SyncStats> value) {
        meters.gauge(name, () -> {
            SyncStats stats = latest;
            return stats == null ? Double.NaN : value.applyAsDouble(stats);
        });
    }

    /** A cluster that was deleted says nothing any more. */
    private void cluster(String name, long id, ToDoubleFunction<ClusterSync> value) {
        meters.gauge(
                name,
                () -> clusters().stream()
                        .filter(sync -> sync.id() == id)
                        .mapToDouble(value)
                        .findFirst()
                        .orElse(Double.NaN),
                "cluster",
                Long.toString(id));
    }

    private List<ClusterSync> clusters() {
        SyncStats stats = latest;
        return stats == null ? List.of() : stats.clusters();
    }

    private static double age(@Nullable Instant last) {
        return last == null ? Double.NaN : (System.currentTimeMillis() - last.toEpochMilli()) / 1e3;
    }
}
