package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Set;

/** Logging in, and what one may. */
final class AccessRoutes {

    static final String LOGIN = "POST /access/ticket";

    private AccessRoutes() {}

    static void add(Routes routes, Tickets tickets) {
        routes.open("GET /version", AccessRoutes::version);
        routes.open("GET /nodes/{node}/version", AccessRoutes::version);
        routes.open("GET /access/ticket", call -> Reply.data(JsonValue.NULL));
        routes.open(LOGIN, call -> login(call, tickets));
        routes.open("GET /access/permissions", AccessRoutes::permissions);
    }

    private static Reply version(Call call) {
        Dialect dialect = call.site().dialect();
        return Reply.data(Data.object()
                .add("release", dialect.release)
                .add("version", dialect.version)
                .add("repoid", dialect.repoid)
                .build());
    }

    /** A ticket that is still good is taken for a password, which renews it. */
    private static Reply login(Call call, Tickets tickets) {
        String user = call.parameter("username");
        if (!call.parameter("realm").isEmpty() && !user.contains("@")) {
            user = user + "@" + call.parameter("realm");
        }
        String password = call.parameter("password");
        boolean renewed =
                user.equals(tickets.user(password)) && call.site().access.knows(user);
        if (!renewed && !call.site().access.isPassword(user, password)) {
            return Reply.error(401, "authentication failure");
        }
        JsonObjectBuilder data = Data.object()
                .add("username", user)
                .add("ticket", tickets.ticket(user))
                .add("CSRFPreventionToken", tickets.csrf(user))
                .add("cap", capabilities(new Call(call.site(), new Who(user, null), call.route(), call.parameters())));
        if (call.site().fleet.cluster != null) {
            data.add("clustername", call.site().fleet.cluster);
        }
        return Reply.data(data.build());
    }

    private static JsonObject capabilities(Call call) {
        return Data.object()
                .add("vms", flags(call.privileges("/vms")))
                .add("sdn", flags(Set.of()))
                .add("nodes", flags(call.privileges("/nodes")))
                .add("mapping", flags(Set.of()))
                .add("dc", flags(call.privileges("/")))
                .add("access", flags(call.privileges("/access")))
                .add("storage", flags(call.privileges("/storage")))
                .build();
    }

    private static JsonObject flags(Set<String> privileges) {
        JsonObjectBuilder flags = Data.object();
        privileges.forEach(privilege -> flags.add(privilege, 1));
        return flags.build();
    }

    /** Path to privilege to whether it holds below too. No recording shows it; the schema says "object". */
    private static Reply permissions(Call call) {
        JsonObjectBuilder all = Data.object();
        if (call.parameter("path").isEmpty()) {
            call.site().access.all(call.who()).forEach((path, privileges) -> all.add(path, flags(privileges)));
        } else {
            all.add(call.parameter("path"), flags(call.privileges(call.parameter("path"))));
        }
        return Reply.data(all.build());
    }
}
