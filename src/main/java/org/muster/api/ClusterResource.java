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
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.Trail;
import org.muster.access.rights.Holdings;
import org.muster.access.rights.Permission;
import org.muster.access.rights.VmTags;
import org.muster.sync.ClusterAdmin;
import org.muster.sync.ClusterAdmin.ClusterEntry;
import org.muster.sync.ClusterChange;
import org.muster.sync.ClusterRefused;
import org.muster.sync.NewCluster;

/** Clusters: what is observed at all. */
@Path("clusters")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class ClusterResource {

    @Inject
    ClusterAdmin admin;

    @Inject
    VmTags tags;

    @Inject
    Holdings holdings;

    @Inject
    Trail trail;

    /** All, by name. */
    @GET
    @Needs(Permission.HOST_READ)
    public Response list() {
        JsonOut out = new JsonOut().object().array("clusters");
        admin.all().forEach(entry -> write(out, entry));
        return Answers.json(out.endArray().endObject());
    }

    /** One. */
    @GET
    @Path("{id}")
    @Needs(Permission.HOST_READ)
    public Response one(@PathParam("id") String id) {
        return Answers.json(write(new JsonOut(), find(id)));
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
        return Answers.made(201, path, write(new JsonOut(), added));
    }

    private Response tested(NewCluster wanted) throws ClusterRefused {
        admin.test(wanted);
        return Answers.json(new JsonOut().object().flag("ok", true).endObject());
    }

    /** Renames it, pauses it, has it observed again, or polled elsewhere or as somebody else. */
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
        JsonObject json = JsonBody.required(body, type);
        ClusterChange wish = ClusterJson.change(json);
        Boolean trust = ClusterJson.trust(json);
        Caller caller = PermissionFilter.caller(http);
        ClusterEntry changed = trail.record(caller, "cluster.change", target(known), wish.difference(known), () -> {
            ClusterJson.requireChangeable(json);
            return admin.change(known.cluster().id(), wish);
        });
        if (trust != null) {
            trust(caller, known, trust);
        }
        return Answers.json(write(new JsonOut(), changed));
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

    /** It gives VMs to people: not without the right to do that. */
    private void trust(Caller caller, ClusterEntry known, boolean trusted) {
        long cluster = known.cluster().id();
        String detail = tags.isTrusted(cluster) + " to " + trusted;
        trail.record(caller, "cluster.trust", target(known), detail, () -> {
            caller.require(Permission.USER_ADMIN);
            caller.rights().requireAll(holdings.heldBySources());
            tags.trust(cluster, trusted);
            return trusted;
        });
    }

    private JsonOut write(JsonOut out, ClusterEntry entry) {
        return ClusterJson.write(out, entry, tags.isTrusted(entry.cluster().id()));
    }

    private ClusterEntry find(String id) {
        return Check.digits(id).flatMap(admin::find).orElseThrow(NotFoundException::new);
    }

    private static String target(ClusterEntry entry) {
        return "cluster:" + entry.cluster().id();
    }
}
