package org.muster.ui.clusters;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.muster.access.Audit;
import org.muster.access.Caller;
import org.muster.inventory.Cluster;
import org.muster.sync.ClusterAdmin;
import org.muster.sync.ClusterAdmin.ClusterEntry;
import org.muster.sync.ClusterChange;
import org.muster.sync.ClusterRefused;
import org.muster.sync.NewCluster;

/** Adds, changes and removes clusters, and records it. */
@Singleton
public class ClusterChanges {
    private final ClusterAdmin admin;
    private final Audit audit;

    @Inject
    public ClusterChanges(ClusterAdmin admin, Audit audit) {
        this.admin = admin;
        this.audit = audit;
    }

    /** Null if it was added, else why not. */
    @Nullable
    ClusterRefused add(Caller caller, NewCluster wanted) {
        try {
            ClusterEntry added = admin.add(wanted);
            audit.record(caller, "cluster.add", target(added.cluster()), true, wanted.toString());
            return null;
        } catch (ClusterRefused e) {
            audit.record(caller, "cluster.add", wanted.name(), false, String.valueOf(e.getMessage()));
            return e;
        }
    }

    /** Null if it was changed, else why not. */
    @Nullable
    ClusterRefused change(Caller caller, ClusterEntry known, ClusterChange wish) {
        String target = target(known.cluster());
        audit.record(caller, "cluster.change", target, true, wish.difference(known));
        try {
            admin.change(known.cluster().id(), wish);
            return null;
        } catch (ClusterRefused e) {
            audit.record(caller, "cluster.change", target, false, String.valueOf(e.getMessage()));
            return e;
        }
    }

    /** Has nothing asked of its hypervisors until it is resumed. */
    void pause(Caller caller, Cluster cluster, boolean paused) throws ClusterRefused {
        audit.record(caller, paused ? "cluster.pause" : "cluster.resume", target(cluster), true, cluster.name());
        admin.change(cluster.id(), ClusterChange.ofEnabled(!paused));
    }

    /** Whether it was removed: the name typed must be its name. */
    boolean delete(Caller caller, Cluster cluster, String typed) {
        boolean same = typed.strip().equals(cluster.name().strip());
        if (same) {
            admin.delete(cluster.id());
        }
        audit.record(caller, "cluster.delete", target(cluster), same, same ? cluster.name() : "not confirmed");
        return same;
    }

    private static String target(Cluster cluster) {
        return "cluster:" + cluster.id();
    }
}
