package org.muster.hypervisor.proxmox.pve;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which code answers which route, and the privilege that the whole route needs. */
final class Routes {

    /** Answers a call whose caller may make it. */
    @FunctionalInterface
    interface Handler {
        Reply answer(Call call);
    }

    private record Route(Handler handler, String path, Collection<String> anyOf) {}

    private final Map<String, Route> routes = new HashMap<>();
    private final Dialect dialect;

    Routes(Site site, Tickets tickets) {
        this.dialect = site.dialect();
        AccessRoutes.add(this, tickets);
        ClusterRoutes.add(this);
        NodeRoutes.add(this);
        GuestRoutes.add(this);
        AgentRoutes.add(this);
        PowerRoutes.add(this);
        ChangeRoutes.add(this);
        TaskRoutes.add(this);
    }

    /** One that anybody may ask who is known: the answer is filtered. */
    void open(String route, Handler handler) {
        routes.put(route, new Route(handler, "", List.of()));
    }

    /** @param path on which the privilege is needed, with the route's own {names} */
    void guarded(String route, String path, String privilege, Handler handler) {
        routes.put(route, new Route(handler, path, List.of(privilege)));
    }

    /** A QEMU guest's agent: the privilege's name depends on the version. */
    void agent(String route, Handler handler) {
        routes.put(route, new Route(handler, "/vms/{vmid}", dialect.agentPrivileges()));
    }

    boolean serves(Schema.@Nullable Match match) {
        return match != null && routes.containsKey(match.route());
    }

    /** @throws Refusal with 403 */
    void permit(Call call) {
        Route route = route(call);
        if (!route.anyOf().isEmpty()) {
            String path = route.path().replace("{vmid}", call.parameter("vmid")).replace("{node}", call.node());
            call.need(path, route.anyOf());
        }
    }

    Reply answer(Call call) {
        return route(call).handler().answer(call);
    }

    private Route route(Call call) {
        Route route = routes.get(call.route());
        if (route == null) {
            throw new IllegalStateException(call.route());
        }
        return route;
    }
}
