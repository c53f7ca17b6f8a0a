package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.muster.access.Caller;
import org.muster.access.rights.Permission;
import org.muster.sync.NodeReport;
import org.muster.sync.SyncReport;
import org.muster.sync.SyncReport.SyncStats;

/** How the roll call goes. */
@Path("sync")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class SyncResource {

    @Inject
    SyncReport report;

    @Inject
    NodeReport nodes;

    /** Counts of what the caller may see, and the clusters' state. */
    @GET
    @Path("stats")
    @Needs(Permission.VM_READ)
    public Response stats(@Context HttpServletRequest http) {
        Caller caller = PermissionFilter.caller(http);
        JsonOut out = new JsonOut().object();
        SyncJson.writeStats(out, report.stats(caller.viewer()), caller.may(Permission.HOST_READ), nodes::all);
        return Answers.json(out.endObject());
    }

    /** What is wrong, for people; machines ask {@code /health}. */
    @GET
    @Path("health")
    @Needs(Permission.VM_READ)
    public Response health(@Context HttpServletRequest http) {
        Caller caller = PermissionFilter.caller(http);
        List<String> issues = report.issues();
        SyncStats stats = report.stats(caller.viewer());
        boolean insider = caller.may(Permission.HOST_READ);
        JsonOut out = new JsonOut()
                .object()
                .flag("healthy", issues.isEmpty() && stats.running())
                .array("issues");
        if (insider) {
            issues.forEach(out::element);
        } else if (!issues.isEmpty()) {
            out.element("Not every VM is observed as it should be.");
        }
        out.endArray().object("stats");
        SyncJson.writeStats(out, stats, insider, nodes::all);
        return Answers.json(out.endObject().endObject());
    }
}
