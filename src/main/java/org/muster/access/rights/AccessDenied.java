package org.muster.access.rights;

import org.muster.platform.Refused;

/** The caller is known and may not do this. */
public class AccessDenied extends RuntimeException implements Refused {

    private static final long serialVersionUID = 1L;

    public AccessDenied(Permission missing) {
        this("This needs the permission " + missing + ".");
    }

    public AccessDenied(String why) {
        super(why);
    }
}
