package org.muster.ui.sync;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.muster.access.Trail;
import org.muster.access.VisibleVms;
import org.muster.access.brake.Brake;
import org.muster.access.brake.Brakes;
import org.muster.access.rights.Permission;
import org.muster.sync.Demands;
import org.muster.sync.NodeReport;
import org.muster.sync.Quarantines;
import org.muster.sync.SyncKind;
import org.muster.sync.SyncReport;
import org.muster.sync.SyncRuns;
import org.muster.ui.page.Links;
import org.muster.ui.page.Note;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;

/** How the roll call is going, and a button that starts one. */
@Path("sync")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class SyncPages {
    private static final int RUNS = 20;

    @Inject
    Visits visits;

    @Inject
    SyncReport report;

    @Inject
    SyncRuns runs;

    @Inject
    NodeReport nodes;

    @Inject
    Quarantines quarantines;

    @Inject
    Demands demands;

    @Inject
    Trail trail;

    @Inject
    Brakes brakes;

    @Inject
    VisibleVms vms;

    /** The page. */
    @GET
    public View page(@Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.HOST_READ, security, request);
        return new View(
                "sync/page.jte",
                new SyncScreen(
                        visit.frame("Sync", "sync"),
                        Note.NONE,
                        state(visit),
                        visit.caller().may(Permission.SETTINGS_ADMIN)));
    }

    /** Its changing part alone. */
    @GET
    @Path("state")
    public View state(@Context SecurityContext security, @Context HttpServletRequest request) {
        return new View("sync/state.jte", state(visits.reading(Permission.HOST_READ, security, request)));
    }

    /** Starts a full pass over a cluster, or over all if none is named. */
    @POST
    @Path("trigger")
    public Response trigger(
            @FormParam("cluster") @Nullable String cluster,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.SYNC_TRIGGER, "sync.trigger", security, request);
        brakes.take(Brake.TRIGGER, visit.caller().id());
        Long id = cluster == null ? null : number(cluster);
        String target = id == null ? "cluster:*" : "cluster:" + id;
        trail.record(visit.caller(), "sync.trigger", target, "full", () -> {
            boolean seen = id == null || vms.clusters(visit.caller()).stream().anyMatch(known -> known.id() == id);
            if (!seen || (demands.trigger(id, SyncKind.FULL, "trigger").isEmpty() && id != null)) {
                throw new NotFoundException();
            }
            return true;
        });
        return Links.seeOther(uri, "sync", "");
    }

    private SyncState state(Visit visit) {
        return SyncState.of(
                report.stats(visit.caller().viewer()),
                report.issues(),
                quarantines.all(),
                runs.latest(null, RUNS),
                nodes.all(),
                new SyncState.Buttons(
                        visit.caller().may(Permission.SYNC_TRIGGER),
                        visit.caller().may(Permission.CLUSTER_ADMIN),
                        visit.csrf()),
                Instant.now());
    }

    private static Long number(String digits) {
        if (!digits.matches("[0-9]{1,18}")) {
            throw new NotFoundException();
        }
        return Long.valueOf(digits);
    }
}
