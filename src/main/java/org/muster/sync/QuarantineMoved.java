package org.muster.sync;

import org.muster.platform.Refused;

/** A verdict about an observation that is believed by now, or that lacks another number of VMs. Answers 409. */
public final class QuarantineMoved extends RuntimeException implements Refused {
    private static final long serialVersionUID = 1L;

    QuarantineMoved() {
        super("This connection's observation is believed by now, or lacks another number of VMs.");
    }
}
