package org.muster.sync;

import org.muster.platform.Refused;

/** Nothing is asked of the hypervisors of a cluster that is paused. */
public class ClusterPaused extends RuntimeException implements Refused {

    private static final long serialVersionUID = 1L;

    public ClusterPaused() {
        super("The cluster is paused: nothing is asked of its hypervisors.");
    }
}
