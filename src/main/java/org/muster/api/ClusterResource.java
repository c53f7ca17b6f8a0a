package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.Permission;
import org.muster.sync.ClusterAdmin;
import org.muster.sync.ClusterAdmin.ClusterEntry;
import org.muster.sync.ClusterRefused;
import org.muster.sync.NewCluster;

/** Clusters: what is observed at all. */
@Path("clusters")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class ClusterResource {

    private static final Set<String> CHANGEABLE = Set.of("name", "enabled", "paused");

    @Inject
    ClusterAdmin admin;

    @Inject
    Trail trail;

    /** All, by name. */
    @GET
    @Needs(Permission.HOST_READ)
    public Response list() {
        JsonOut out = new JsonOut().object().array("clusters");
        admin.all().forEach(entry -> ClusterJson.write(out, entry));
        return Answers.json(out.endArray().endObject());
    }

    /** One. */
    @GET
    @Path("{id}")
    @Needs(Permission.HOST_READ)
    public Response one(@PathParam("id") String id) {
        return Answers.json(ClusterJson.write(new JsonOut(), find(id)));
    }

    /** Adds one once all its addresses have answered; {@code test=only} leaves it at that. */
    @POST
    @Needs(value = Permission.CLUSTER_ADMIN, action = "cluster.add")
    public Response add(
            @QueryParam("test") @Nullable String test,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http)
            throws ClusterRefused {
        if (test != null && !test.equals("only")) {
            throw new InvalidRequest("test", "must be only");
        }
        NewCluster wanted = ClusterJson.read(JsonBody.required(body, type));
        Caller caller = PermissionFilter.caller(http);
        String detail = wanted.addresses().toString();
        if (test != null) {
            return trail.record(caller, "cluster.test", wanted.name(), detail, () -> tested(wanted));
        }
        ClusterEntry added = trail.record(caller, "cluster.add", wanted.name(), detail, () -> admin.add(wanted));
        String path = ClusterJson.path(added.cluster().id());
        return Answers.made(201, path, ClusterJson.write(new JsonOut(), added));
    }

    private Response tested(NewCluster wanted) throws ClusterRefused {
        admin.test(wanted);
        return Answers.json(new JsonOut().object().flag("ok", true).endObject());
    }

    /** Renames it, pauses it, or has it observed again. */
    @PATCH
    @Path("{id}")
    @Needs(value = Permission.CLUSTER_ADMIN, action = "cluster.change")
    public Response change(
            @PathParam("id") String id,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http)
            throws ClusterRefused {
        ClusterEntry known = find(id);
        JsonObject wish = JsonBody.required(body, type);
        Check check = new Check();
        String name = ClusterJson.name(wish, check);
        Boolean enabled = ClusterJson.enabled(wish, check);
        check.done();
        Caller caller = PermissionFilter.caller(http);
        String detail = (name.isEmpty() ? "" : "name " + known.cluster().name() + " -> " + name + " ")
                + (enabled == null ? "" : "enabled " + known.enabled() + " -> " + enabled);
        ClusterEntry changed = trail.record(caller, "cluster.change", target(known), detail, () -> {
            refuseOthers(wish);
            return admin.change(known.cluster().id(), name.isEmpty() ? null : name, enabled);
        });
        return Answers.json(ClusterJson.write(new JsonOut(), changed));
    }

    private static void refuseOthers(JsonObject wish) throws ClusterRefused {
        for (String member : wish.keySet()) {
            if (!CHANGEABLE.contains(member)) {
                throw new ClusterRefused(member, "can't be changed: add the cluster anew");
            }
        }
    }

    /** Removes it; its VMs are gone at once. */
    @DELETE
    @Path("{id}")
    @Needs(value = Permission.CLUSTER_ADMIN, action = "cluster.delete")
    public Response delete(
            @PathParam("id") String id,
            @QueryParam("confirm") @Nullable String confirm,
            @Context HttpServletRequest http) {
        ClusterEntry known = find(id);
        Caller caller = PermissionFilter.caller(http);
        return trail.record(
                caller, "cluster.delete", target(known), known.cluster().name(), () -> {
                    if (!known.cluster().name().equals(confirm)) {
                        throw new InvalidRequest("confirm", "must be the cluster's name");
                    }
                    admin.delete(known.cluster().id());
                    return Response.noContent().build();
                });
    }

    private ClusterEntry find(String id) {
        return Check.digits(id).flatMap(admin::find).orElseThrow(NotFoundException::new);
    }

    private static String target(ClusterEntry entry) {
        return "cluster:" + entry.cluster().id();
    }
}
