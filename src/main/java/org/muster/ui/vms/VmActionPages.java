package org.muster.ui.vms;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.Trail;
import org.muster.access.audit.Detail;
import org.muster.access.rights.AccessDenied;
import org.muster.access.rights.Permission;
import org.muster.access.rights.RightsBook;
import org.muster.inventory.VmAction;
import org.muster.task.ActionRefused;
import org.muster.task.Tasks;
import org.muster.task.Wish;
import org.muster.ui.page.Links;
import org.muster.ui.page.Note;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;

/** The buttons of a row: answered with the row for htmx, with a page for browsers without it. */
@Path("vms/{id: [0-9]{1,18}}/{action: start|stop|shutdown|reboot|reset|suspend|resume}")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class VmActionPages {
    @Inject
    Visits visits;

    @Inject
    VmLists lists;

    @Inject
    Tasks tasks;

    @Inject
    Trail trail;

    @Inject
    RightsBook book;

    /** Has the action done; what forbids it is said on the page. */
    @POST
    public Response act(
            @PathParam("id") long id,
            @PathParam("action") String word,
            @QueryParam("force") @DefaultValue("false") boolean force,
            @FormParam("back") @DefaultValue("") String back,
            @HeaderParam("HX-Request") @Nullable String htmx,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.VM_POWER, security, request);
        ListQuery list = ListQuery.parse(back);
        VmRow row = trail.found(visit.caller(), "vm." + word, "vm:" + id, () -> row(id, list, visit));
        require(visit.caller(), id, word);
        Note note = submit(visit.caller(), id, row.name(), VmAction.of(word), new Wish(force, null));
        if (htmx != null) {
            return Response.status(note.refused() ? 409 : 200)
                    .entity(new View("vms/row.jte", new RowAnswer(row(id, list, visit), note)))
                    .build();
        }
        if (note.refused()) {
            return Response.status(409)
                    .entity(new View("vms/page.jte", lists.screen(list, visit, note)))
                    .build();
        }
        return Links.seeOther(uri, "vms", list.toQuery());
    }

    private VmRow row(long id, ListQuery list, Visit visit) {
        return lists.row(id, list, visit).orElseThrow(NotFoundException::new);
    }

    private void require(Caller caller, long id, String word) {
        if (!book.may(caller.rights(), Permission.VM_POWER, id)) {
            trail.refused(caller, "vm." + word, "vm:" + id, "needs " + Permission.VM_POWER);
            throw new AccessDenied(Permission.VM_POWER);
        }
    }

    private Note submit(Caller caller, long id, String name, VmAction action, Wish wish) {
        String word = "vm." + action.word();
        try {
            Detail how = Detail.of("how", wish.words());
            trail.begin(caller, word, "vm:" + id, how, asked -> tasks.submit(id, action, wish, caller.name(), asked));
            return Note.NONE;
        } catch (ActionRefused e) {
            return Note.refusal(name + ": " + e.getMessage());
        }
    }
}
