package org.muster.ui.clusters;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.Trail;
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
    private final Trail trail;

    @Inject
    public ClusterChanges(ClusterAdmin admin, Trail trail) {
        this.admin = admin;
        this.trail = trail;
    }

    /** Null if it was added, else why not. */
    @Nullable
    ClusterRefused add(Caller caller, NewCluster wanted) {
        try {
            trail.record(
                    caller, "cluster.add", wanted.name(), wanted.addresses().toString(), () -> admin.add(wanted));
            return null;
        } catch (ClusterRefused e) {
            return e;
        }
    }

    /** Null if it was changed, else why not. */
    @Nullable
    ClusterRefused change(Caller caller, ClusterEntry known, ClusterChange wish) {
        String target = target(known.cluster());
        try {
            trail.record(
                    caller,
                    "cluster.change",
                    target,
                    wish.difference(known),
                    () -> admin.change(known.cluster().id(), wish));
            return null;
        } catch (ClusterRefused e) {
            return e;
        }
    }

    /** Has nothing asked of its hypervisors until it is resumed. */
    void pause(Caller caller, Cluster cluster, boolean paused) throws ClusterRefused {
        String action = paused ? "cluster.pause" : "cluster.resume";
        trail.record(
                caller,
                action,
                target(cluster),
                cluster.name(),
                () -> admin.change(cluster.id(), ClusterChange.ofEnabled(!paused)));
    }

    /** Whether it was removed: the name typed must be its name. */
    boolean delete(Caller caller, Cluster cluster, String typed) {
        boolean same = typed.strip().equals(cluster.name().strip());
        if (!same) {
            trail.refused(caller, "cluster.delete", target(cluster), "not confirmed");
            return false;
        }
        return trail.record(caller, "cluster.delete", target(cluster), cluster.name(), () -> {
            admin.delete(cluster.id());
            return true;
        });
    }

    private static String target(Cluster cluster) {
        return "cluster:" + cluster.id();
    }
}
