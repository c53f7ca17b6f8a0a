package org.muster.hypervisor.proxmox.pve;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Answers requests, in the order of Proxmox's own checks: who, which route, may they, which node, right parameters. */
final class Api {

    private final Site site;
    private final String local;
    private final Schema schema = new Schema();
    private final Tickets tickets;
    private final Routes routes;

    /** @param local the node whose address was asked */
    Api(Site site, String local, Tickets tickets) {
        this.site = site;
        this.local = local;
        this.tickets = tickets;
        routes = new Routes(site, tickets);
    }

    /** What serves it; null if nothing does. */
    Schema.@Nullable Match match(Question question) {
        Schema.Match match = schema.match(question.method(), question.path());
        return routes.serves(match) ? match : null;
    }

    Duration brake() {
        synchronized (site) {
            return site.brake;
        }
    }

    Reply answer(Question question, Schema.@Nullable Match match) {
        synchronized (site) {
            Reply reply = answered(question, match);
            reply = reply.status() == 401
                    ? reply.after(site.brake)
                    : reply.after(reply.after().plus(site.latency));
            if (question.extjs() && reply.status() != 401) {
                return reply.asExtjs();
            }
            return site.dialect().messageInBody ? reply : reply.withoutMessage();
        }
    }

    private Reply answered(Question question, Schema.@Nullable Match match) {
        site.settle();
        try {
            boolean login = match != null && match.route().equals(AccessRoutes.LOGIN);
            boolean anonymous = login && question.header("authorization").isEmpty();
            Who who = anonymous ? Who.of("") : tickets.identify(question);
            if (match == null) {
                return Reply.unknown(question.method(), question.path());
            }
            if (who.token() != null && !match.flag("allowtoken")) {
                return Reply.error(403, "URI '" + question.path() + "' not available with API token");
            }
            return permitted(question, match, who);
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    private Reply permitted(Question question, Schema.Match match, Who who) {
        Map<String, String> parameters = new TreeMap<>(question.parameters());
        parameters.putAll(match.values());
        Call call = new Call(site, who, match.route(), parameters);
        routes.permit(call);
        if (match.isOfNode()) {
            reach(call.node());
        }
        Map<String, String> errors = Schema.errors(match, parameters);
        if (!errors.isEmpty()) {
            return Reply.invalid(errors);
        }
        parameters.put("-local", local);
        return routes.answer(call);
    }

    private void reach(String name) {
        Node node = site.nodes.get(name);
        if (node == null && !site.fleet.silentHosts.contains(name)) {
            throw new Refusal("hostname lookup '" + name + "' failed - failed to get address info for: " + name
                    + ": Name or service not known");
        }
        if (node == null || !node.online) {
            throw new Refusal(Reply.bare(595, "Connection refused"));
        }
    }
}
