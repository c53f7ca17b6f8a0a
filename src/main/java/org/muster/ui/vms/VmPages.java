package org.muster.ui.vms;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.muster.access.rights.Permission;
import org.muster.ui.page.Note;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;

/** The table of VMs, and the page of one. */
@Path("vms")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class VmPages {
    @Inject
    Visits visits;

    @Inject
    VmLists lists;

    /** The page. */
    @GET
    public View page(@Context UriInfo uri, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.VM_READ, security, request);
        return new View("vms/page.jte", lists.screen(query(uri), visit, Note.NONE));
    }

    /** The list alone; the browser's address bar follows it. */
    @GET
    @Path("list")
    public Response list(@Context UriInfo uri, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.VM_READ, security, request);
        ListQuery query = query(uri);
        return Response.ok(new View("vms/list.jte", lists.list(query, visit)))
                .header("HX-Replace-Url", query.href("/ui/vms"))
                .build();
    }

    /** One VM. */
    @GET
    @Path("{id: [0-9]{1,18}}")
    public View one(@PathParam("id") long id, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.VM_READ, security, request);
        return new View("vms/one.jte", lists.one(id, visit, Note.NONE, Map.of()).orElseThrow(NotFoundException::new));
    }

    private static ListQuery query(UriInfo uri) {
        return ListQuery.parse(uri.getRequestUri().getRawQuery());
    }
}
