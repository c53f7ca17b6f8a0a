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
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.muster.access.Audit;
import org.muster.access.Caller;
import org.muster.access.Callers;
import org.muster.access.brake.Brake;
import org.muster.access.brake.Brakes;
import org.muster.access.rights.Permission;

/**
 * Lets through to a route only who has the permission that the route declares by {@link Needs}, and has not used up what it
 * {@link Costs}; to few, anybody.
 */
@Provider
@Priority(Priorities.AUTHORIZATION)
@SuppressWarnings("NullAway.Init") // the server fills the fields
public class PermissionFilter implements ContainerRequestFilter {

    private static final String CALLER = Caller.class.getName();

    @Inject
    Callers callers;

    @Inject
    Audit audit;

    @Inject
    Brakes brakes;

    @Context
    ResourceInfo route;

    @Context
    HttpServletRequest request;

    @Override
    public void filter(ContainerRequestContext context) {
        if (isForAnybody(route.getResourceMethod())) {
            return;
        }
        Needs needs = needs(route.getResourceMethod());
        if (needs == null) {
            throw new ForbiddenException();
        }
        Caller caller = callers.current(context.getSecurityContext(), request);
        if (!needs.value().isOfVms()) { // else whoever finds the VM decides: VmRows
            requireEverywhere(caller, needs, context);
        }
        pay(route.getResourceMethod().getAnnotation(Costs.class), caller, context);
        request.setAttribute(CALLER, caller);
    }

    private void pay(@Nullable Costs costs, Caller caller, ContainerRequestContext context) {
        if (costs == null) {
            return;
        }
        for (Brake brake : costs.value()) {
            brakes.take(brake, caller.id());
        }
        MultivaluedMap<String, String> given = context.getUriInfo().getQueryParameters();
        for (Brake brake : costs.onDemand()) {
            if (isAskedFor(brake, caller, given)) {
                brakes.take(brake, caller.id());
            }
        }
    }

    private static boolean isAskedFor(Brake brake, Caller caller, MultivaluedMap<String, String> given) {
        return switch (brake) {
            case LIVE ->
                (has(given, "live", "true") || has(given, "force_refresh", "true"))
                        && caller.may(Permission.VM_REFRESH);
            case EXPORT -> has(given, "format", "csv") || has(given, "format", "ndjson");
            case TRIGGER, LOGIN -> true;
        };
    }

    private static boolean has(MultivaluedMap<String, String> given, String name, String value) {
        return given.getOrDefault(name, List.of()).stream().anyMatch(value::equalsIgnoreCase);
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

    private static boolean isForAnybody(@Nullable Method method) {
        return method != null && method.isAnnotationPresent(ForAnybody.class);
    }

    private static @Nullable Needs needs(@Nullable Method method) {
        return method == null ? null : method.getAnnotation(Needs.class);
    }
}
