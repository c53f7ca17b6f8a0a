package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.brake.Brake;
import org.muster.access.rights.Permission;
import org.muster.inventory.VmAction;
import org.muster.task.ActionRefused;

/** VMs, and what one can do to them, by id. */
@Path("vms")
@Singleton
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class VmResource {

    private static final String CACHE = "private, no-cache";
    private static final String CSV = "text/csv;charset=utf-8;header=present";
    private static final String LINES = "application/x-ndjson";

    @Inject
    VmLists lists;

    @Inject
    VmStreams streams;

    @Inject
    VmRows rows;

    @Inject
    VmActions actions;

    /** One page, or what changed since a cursor. */
    @GET
    @Produces("application/json;qs=1")
    @Needs(Permission.VM_READ)
    @Costs(onDemand = Brake.LIVE)
    public Response list(
            @Context UriInfo uri,
            @HeaderParam(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
            @Context HttpServletRequest http) {
        VmListRequest request = VmListRequest.of(uri.getQueryParameters());
        Caller caller = PermissionFilter.caller(http);
        VmLists.Mode mode = lists.prepare(request, caller);
        if (request.since() != null) {
            return Answers.json(lists.changes(request, request.since(), caller, mode));
        }
        if (ifNoneMatch != null) {
            String now = lists.tag(request, caller, mode);
            if (ListTag.isAmong(now, ifNoneMatch)) {
                return tagged(Response.notModified(), now).build();
            }
        }
        VmLists.Answer answer = lists.page(request, caller, mode);
        return tagged(answer(answer.json(), MediaType.APPLICATION_JSON), answer.tag())
                .header(HttpHeaders.CONTENT_LENGTH, answer.json().length) // else Payara tells a HEAD that it is 0
                .build();
    }

    /** The whole list, a JSON object a line. */
    @GET
    @Produces(LINES + ";qs=0.6")
    @Needs(Permission.VM_READ)
    @Costs(value = Brake.EXPORT, onDemand = Brake.LIVE)
    public Response lines(@Context UriInfo uri, @Context HttpServletRequest http) {
        VmListRequest request = VmListRequest.of(uri.getQueryParameters());
        Caller caller = PermissionFilter.caller(http);
        lists.prepare(request, caller);
        return answer(streams.lines(request, caller), LINES).build();
    }

    /** The whole list for a spreadsheet. */
    @GET
    @Produces("text/csv;qs=0.5")
    @Needs(Permission.VM_READ)
    @Costs(value = Brake.EXPORT, onDemand = Brake.LIVE)
    public Response csv(@Context UriInfo uri, @Context HttpServletRequest http) {
        VmListRequest request = VmListRequest.of(uri.getQueryParameters());
        Caller caller = PermissionFilter.caller(http);
        lists.prepare(request, caller);
        return answer(streams.csv(request, caller), CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"vms.csv\"")
                .build();
    }

    /** One VM, gone or not. */
    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    @Needs(Permission.VM_READ)
    public Response one(@PathParam("id") String id, @Context HttpServletRequest http) {
        return Answers.json(rows.json(rows.byId(id, PermissionFilter.caller(http), Permission.VM_READ)));
    }

    /** Starts a task. */
    @POST
    @Path("{id}/{action:" + VmActions.WORDS + "}")
    @Produces(MediaType.APPLICATION_JSON)
    @Needs(value = Permission.VM_POWER, action = VmActions.AUDIT)
    public Response act(
            @PathParam("id") String id,
            @PathParam("action") String action,
            @QueryParam("wait") @Nullable String wait,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http)
            throws ActionRefused {
        Caller caller = PermissionFilter.caller(http);
        return actions.act(
                caller,
                action,
                "vm:" + id,
                wait,
                WishJson.read(body, type, VmAction.of(action)),
                () -> rows.byId(id, caller, Permission.VM_POWER));
    }

    private static Response.ResponseBuilder tagged(Response.ResponseBuilder answer, String tag) {
        return answer.header(HttpHeaders.ETAG, tag).header(HttpHeaders.CACHE_CONTROL, CACHE);
    }

    private static Response.ResponseBuilder answer(Object entity, String type) {
        return Response.ok(entity, type).header(HttpHeaders.VARY, "Accept, Authorization, Cookie");
    }
}
