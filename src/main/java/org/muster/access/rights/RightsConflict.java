package org.muster.access.rights;

import org.muster.platform.Refused;

/** What is asked for contradicts what there is; the message says how, for people. Answer 409. */
public class RightsConflict extends RuntimeException implements Refused {

    private static final long serialVersionUID = 1L;

    public RightsConflict(String message) {
        super(message);
    }
}
