package org.muster.access;

import org.muster.platform.Refused;

/** Name and password are right, and a code of the second factor is wanted with them. */
public final class CodeWanted extends RuntimeException implements Refused {

    private static final long serialVersionUID = 1L;

    CodeWanted() {
        super("This user's second factor is on: a code is needed.", null, false, false);
    }
}
