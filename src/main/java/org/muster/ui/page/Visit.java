package org.muster.ui.page;

import org.muster.access.Caller;
import org.muster.access.rights.Permission;

/**
 * One request of somebody who has logged in.
 *
 * @param csrf the session's token
 */
public record Visit(Caller caller, String csrf) {
    /** The frame around a page for this caller. */
    public Frame frame(String title, String section) {
        return new Frame(
                title,
                section,
                caller.name(),
                csrf,
                caller.may(Permission.HOST_READ),
                caller.may(Permission.AUDIT_READ),
                caller.may(Permission.USER_ADMIN));
    }
}
