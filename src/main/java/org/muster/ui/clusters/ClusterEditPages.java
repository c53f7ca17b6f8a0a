package org.muster.ui.clusters;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.muster.access.rights.Permission;
import org.muster.inventory.SourceKind;
import org.muster.sync.ClusterAdmin;
import org.muster.sync.ClusterAdmin.ClusterEntry;
import org.muster.sync.ClusterRefused;
import org.muster.ui.page.Links;
import org.muster.ui.page.Note;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;

/** Has a Proxmox VE cluster asked elsewhere or as somebody else, and confirms the certificate that it has renewed. */
@Path("clusters/{id: [0-9]{1,18}}/edit")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class ClusterEditPages {

    @Inject
    Visits visits;

    @Inject
    ClusterAdmin admin;

    @Inject
    ClusterChanges changes;

    /** The form. */
    @GET
    public View page(@PathParam("id") long id, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.CLUSTER_ADMIN, security, request);
        ClusterEntry known = find(id);
        Map<String, String> now =
                Map.of("name", known.cluster().name(), "addresses", String.join("\n", known.addresses()));
        return view(visit, known, new ClusterForm("proxmox", now, "", "", List.of()), Note.NONE);
    }

    /** Changes what differs, once it was tested. */
    @POST
    public Response change(
            @PathParam("id") long id,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.CLUSTER_ADMIN, "cluster.change", security, request);
        ClusterEntry known = find(id);
        ClusterRequest typed = new ClusterRequest(request, SourceKind.PROXMOX);
        ClusterRefused refusal = changes.change(visit.caller(), known, typed.change(known));
        if (refusal == null) {
            return Links.seeOther(uri, "clusters", "");
        }
        View again = view(visit, known, typed.form(refusal), Note.refusal("Nothing was changed."));
        return Response.status(422).entity(again).build();
    }

    private ClusterEntry find(long id) {
        return admin.find(id)
                .filter(entry -> entry.cluster().kind() == SourceKind.PROXMOX)
                .orElseThrow(NotFoundException::new);
    }

    private static View view(Visit visit, ClusterEntry known, ClusterForm form, Note note) {
        String title = "Change " + known.cluster().name();
        return new View(
                "clusters/edit.jte",
                new ClusterEditScreen(
                        visit.frame(title, "clusters"), note, known.cluster().id(), form));
    }
}
