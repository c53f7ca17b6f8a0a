package org.muster.ui.page;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.SecurityContext;
import org.muster.access.Audit;
import org.muster.access.Caller;
import org.muster.access.Callers;
import org.muster.access.Csrf;
import org.muster.access.rights.Permission;

/** Finds out who is asking; every page begins with it. */
@Singleton
public class Visits {
    private final Callers callers;
    private final Csrf csrf;
    private final Audit audit;

    @Inject
    public Visits(Callers callers, Csrf csrf, Audit audit) {
        this.callers = callers;
        this.csrf = csrf;
        this.audit = audit;
    }

    /** A request that only reads. A permission of VMs is whoever finds the VM to decide on. */
    public Visit reading(Permission needed, SecurityContext security, HttpServletRequest request) {
        Caller caller = callers.current(security, request);
        if (!needed.isOfVms()) {
            caller.require(needed);
        }
        return new Visit(caller, csrf.token(request.getSession()));
    }

    /**
     * A request that is to change something, by a permission that is held everywhere; that it was denied is recorded.
     *
     * @param action its word in the audit trail
     */
    public Visit changing(Permission needed, String action, SecurityContext security, HttpServletRequest request) {
        Caller caller = callers.current(security, request);
        if (!caller.may(needed)) {
            audit.record(caller, action, request.getRequestURI(), false, "needs " + needed);
        }
        caller.require(needed);
        return new Visit(caller, csrf.token(request.getSession()));
    }
}
