package org.muster.ui.clusters;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.access.rights.Permission;
import org.muster.inventory.Cluster;
import org.muster.inventory.SourceKind;
import org.muster.sync.ClusterAdmin;
import org.muster.sync.ClusterRefused;
import org.muster.sync.NewCluster;
import org.muster.ui.clusters.ClusterScreen.Entry;
import org.muster.ui.page.Links;
import org.muster.ui.page.Note;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;

/** The clusters; administrators add and remove them here. */
@Path("clusters")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class ClusterPages {
    private static final String ADD = "cluster.add";
    private static final String DELETE = "cluster.delete";

    @Inject
    Visits visits;

    @Inject
    ClusterAdmin admin;

    @Inject
    ClusterChanges changes;

    /** The page. */
    @GET
    public View page(@Context SecurityContext security, @Context HttpServletRequest request) {
        return view(visits.reading(Permission.HOST_READ, security, request), ClusterForm.EMPTY, Note.NONE);
    }

    /** Adds a cluster once each of its addresses has answered. */
    @POST
    public Response add(
            @FormParam("kind") @DefaultValue("libvirt") String kind,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.CLUSTER_ADMIN, ADD, security, request);
        ClusterRequest typed =
                new ClusterRequest(request, kind.equals("proxmox") ? SourceKind.PROXMOX : SourceKind.LIBVIRT);
        ClusterRefused refusal = changes.add(visit.caller(), typed.wanted());
        return refusal == null ? Links.seeOther(uri, "vms", "") : refused(visit, typed.form(refusal));
    }

    /** Adds the hypervisor of this machine that the pages offer. */
    @POST
    @Path("suggested")
    public Response addSuggested(
            @Context UriInfo uri, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.CLUSTER_ADMIN, ADD, security, request);
        Optional<NewCluster> local = admin.suggestion();
        if (local.isEmpty()) {
            return Links.seeOther(uri, "clusters", "");
        }
        NewCluster wanted = local.get();
        ClusterRefused refusal = changes.add(visit.caller(), wanted);
        if (refusal == null) {
            return Links.seeOther(uri, "vms", "");
        }
        Map<String, String> typed = Map.of("name", wanted.name(), "addresses", String.join("\n", wanted.addresses()));
        String why = String.valueOf(refusal.getMessage());
        return refused(visit, new ClusterForm(wanted.kind().word(), typed, refusal.field(), why, List.of()));
    }

    /** Pauses or resumes a cluster. */
    @POST
    @Path("{id: [0-9]{1,18}}/pause")
    public Response pause(
            @PathParam("id") long id,
            @FormParam("paused") @DefaultValue("") String paused,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request)
            throws ClusterRefused {
        Visit visit = visits.changing(Permission.CLUSTER_ADMIN, "cluster.pause", security, request);
        Cluster cluster = admin.find(id).orElseThrow(NotFoundException::new).cluster();
        changes.pause(visit.caller(), cluster, paused.equals("true"));
        return Links.seeOther(uri, "clusters", "");
    }

    /** Removes a cluster whose name has been typed. */
    @POST
    @Path("{id: [0-9]{1,18}}/delete")
    public Response delete(
            @PathParam("id") long id,
            @FormParam("confirm") @DefaultValue("") String confirm,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.CLUSTER_ADMIN, DELETE, security, request);
        Cluster cluster = admin.find(id).orElseThrow(NotFoundException::new).cluster();
        if (changes.delete(visit.caller(), cluster, confirm)) {
            return Links.seeOther(uri, "clusters", "");
        }
        Note note = Note.refusal("“" + cluster.name() + "” was not deleted: the name typed was another.");
        return Response.status(409).entity(view(visit, ClusterForm.EMPTY, note)).build();
    }

    private Response refused(Visit visit, ClusterForm form) {
        Note note = Note.refusal("The cluster was not added.");
        return Response.status(422).entity(view(visit, form, note)).build();
    }

    private View view(Visit visit, ClusterForm form, Note note) {
        boolean may = visit.caller().may(Permission.CLUSTER_ADMIN);
        List<Entry> entries = admin.all().stream().map(Entry::of).toList();
        return new View(
                "clusters/page.jte",
                new ClusterScreen(
                        visit.frame("Clusters", "clusters"), note, entries, form, may, may ? suggestion() : null));
    }

    private @Nullable String suggestion() {
        return admin.suggestion()
                .map(local -> String.join(", ", local.addresses()))
                .orElse(null);
    }
}
