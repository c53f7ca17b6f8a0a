package org.muster.inventory;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Database;

/** What readers ask of the inventory. Reads the database, never a hypervisor. */
@Singleton
public class Inventory {

    private final Database database;

    @Inject
    public Inventory(Database database) {
        this.database = database;
    }

    /**
     * One page, numbered from 1.
     *
     * @param stale decides what the query's {@code stale} filter means now
     */
    public VmPage list(VmQuery query, Viewer viewer, Staleness stale, int page, int size) {
        throw new IllegalStateException();
    }

    /** The ids of all that match, in order: a stream of rows is read by {@link #rows} in steps. */
    public List<Long> ids(VmQuery query, Viewer viewer, Staleness stale) {
        throw new IllegalStateException();
    }

    /** The rows of these ids (at most 1000), in their order; what has been purged meanwhile is left out. */
    public List<Vm> rows(List<Long> ids) {
        throw new IllegalStateException();
    }

    /** What changed after {@code revision}. */
    public VmChanges since(long revision, VmQuery query, Viewer viewer, Staleness stale) {
        throw new IllegalStateException();
    }

    /** One VM, gone or not, if the viewer may see it. */
    public Optional<Vm> find(long id, Viewer viewer) {
        throw new IllegalStateException();
    }

    /** The live VMs of that vmid that the viewer may see. */
    public List<Vm> byVmid(long vmid, @Nullable Long cluster, Viewer viewer) {
        throw new IllegalStateException();
    }

    /** Counts of what the viewer may see. */
    public VmCounts counts(Viewer viewer, Staleness stale) {
        throw new IllegalStateException();
    }

    /** The number of the last committed change. */
    public long revision() {
        throw new IllegalStateException();
    }
}
