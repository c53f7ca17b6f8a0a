package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
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
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.Trail;
import org.muster.access.VisibleVms;
import org.muster.access.brake.Brake;
import org.muster.access.rights.Permission;
import org.muster.sync.ClusterPaused;
import org.muster.sync.Demands;
import org.muster.sync.SyncKind;
import org.muster.sync.SyncRun;
import org.muster.sync.SyncRuns;

/** Passes over clusters: the record, and the wish for one. */
@Path("sync")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class SyncRunResource {

    private static final int MOST = 500;
    private static final long USUAL = 50;

    @Inject
    Demands demands;

    @Inject
    SyncRuns runs;

    @Inject
    VisibleVms vms;

    @Inject
    Trail trail;

    /** Starts runs, or joins those that are under way. */
    @POST
    @Path("trigger")
    @Needs(value = Permission.SYNC_TRIGGER, action = "sync.trigger")
    @Costs(Brake.TRIGGER)
    public Response trigger(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        JsonObject wish = JsonBody.optional(body, type);
        Check check = new Check();
        Long cluster = JsonBody.number(wish, "cluster", check).orElse(null);
        String word = JsonBody.text(wish, "kind", 10, check).orElse(null);
        SyncKind kind = check.word("kind", word, SyncKind.values()).orElse(SyncKind.FULL);
        Caller caller = PermissionFilter.caller(http);
        if (cluster != null && vms.clusters(caller).stream().noneMatch(known -> known.id() == cluster)) {
            check.wrong("cluster", "there is no such cluster");
        }
        check.done();
        String target = cluster == null ? "cluster:*" : "cluster:" + cluster;
        List<Long> started = trail.record(caller, "sync.trigger", target, kind.word(), () -> started(cluster, kind));
        JsonOut out = new JsonOut().object().array("runs");
        started.forEach(run -> out.element(SyncJson.path(run)));
        return Answers.of(202, out.endArray().endObject().toBytes()).build();
    }

    private List<Long> started(@Nullable Long cluster, SyncKind kind) {
        List<Long> started = demands.trigger(cluster, kind, "trigger");
        if (cluster != null && started.isEmpty()) {
            throw new ClusterPaused();
        }
        return started;
    }

    /** The latest first. */
    @GET
    @Path("runs")
    @Needs(Permission.HOST_READ)
    public Response list(@QueryParam("cluster") @Nullable String cluster, @QueryParam("limit") @Nullable String limit) {
        Check check = new Check();
        Long of = check.number("cluster", cluster, 1, Check.MAX_ID).orElse(null);
        long most = check.number("limit", limit, 1, MOST).orElse(USUAL);
        check.done();
        JsonOut out = new JsonOut().object().array("runs");
        runs.latest(of, (int) most).forEach(run -> SyncJson.write(out, run));
        return Answers.json(out.endArray().endObject());
    }

    /** One run. */
    @GET
    @Path("runs/{id}")
    @Needs(Permission.HOST_READ)
    public Response one(@PathParam("id") String id) {
        SyncRun run = Check.digits(id).flatMap(runs::find).orElseThrow(NotFoundException::new);
        JsonOut out = new JsonOut();
        SyncJson.write(out, run);
        return Answers.json(out);
    }
}
