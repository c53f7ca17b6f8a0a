package org.muster.inventory;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.muster.platform.Database;

/** The clusters and their hosts. */
@Singleton
public class Clusters {

    private final Database database;

    @Inject
    public Clusters(Database database) {
        this.database = database;
    }

    /** All, by name. Cached for a moment: names are shown on every row. */
    public List<Cluster> all() {
        throw new IllegalStateException();
    }

    /** All hosts, by cluster and name. */
    public List<Host> hosts() {
        throw new IllegalStateException();
    }
}
