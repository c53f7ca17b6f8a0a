package org.muster.api;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.muster.access.Audit;
import org.muster.access.Caller;
import org.muster.access.Callers;

/** Lets through to a route only who has the permission that the route declares by {@link Needs}. */
@Provider
@Priority(Priorities.AUTHORIZATION)
@SuppressWarnings("NullAway.Init") // the server fills the fields
public class PermissionFilter implements ContainerRequestFilter {

    private static final String CALLER = Caller.class.getName();

    @Inject
    Callers callers;

    @Inject
    Audit audit;

    @Context
    ResourceInfo route;

    @Context
    HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        Needs needs = needs(route.getResourceMethod());
        if (needs == null) {
            throw new ForbiddenException();
        }
        Caller caller = callers.current(context.getSecurityContext(), request);
        if (!needs.value().isOfVms()) { // else whoever finds the VM decides: VmRows
            requireEverywhere(caller, needs, context);
        }
        request.setAttribute(CALLER, caller);
    }

    private void requireEverywhere(Caller caller, Needs needs, ContainerRequestContext context) {
        if (!caller.may(needs.value()) && !needs.action().isEmpty()) {
            audit.record(caller, needs.action(), context.getUriInfo().getPath(), false, "needs " + needs.value());
        }
        caller.require(needs.value());
    }

    /** Who asks; known in every route. */
    static Caller caller(HttpServletRequest request) {
        return (Caller) Objects.requireNonNull(request.getAttribute(CALLER));
    }

    private static @Nullable Needs needs(@Nullable Method method) {
        return method == null ? null : method.getAnnotation(Needs.class);
    }
}
