package org.muster.sync;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Cluster;

/** Adds, changes and removes clusters. */
@Singleton
public class ClusterAdmin {

    /**
     * A cluster with what it is polled at; credentials are never given back.
     */
    public record ClusterEntry(Cluster cluster, List<String> addresses, boolean enabled) {}

    /** All, by name. */
    public List<ClusterEntry> all() {
        throw new IllegalStateException();
    }

    public Optional<ClusterEntry> find(long id) {
        throw new IllegalStateException();
    }

    /** Tests each address with a connection; returns if all answer. */
    public void test(NewCluster wanted) throws ClusterRefused {
        throw new IllegalStateException();
    }

    /** Tests, saves, and has the cluster observed at once. */
    public ClusterEntry add(NewCluster wanted) throws ClusterRefused {
        throw new IllegalStateException();
    }

    /** Renames or switches a cluster; null leaves a member as it is. */
    public ClusterEntry change(long id, @Nullable String name, @Nullable Boolean enabled) throws ClusterRefused {
        throw new IllegalStateException();
    }

    /** Removes a cluster; its VMs are gone at once, kept as the retention says. */
    public void delete(long id) {
        throw new IllegalStateException();
    }

    /** A hypervisor on this very machine that answers and was not added yet. */
    public Optional<NewCluster> suggestion() {
        throw new IllegalStateException();
    }
}
