package org.muster.ui.vms;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.muster.access.Caller;
import org.muster.access.Trail;
import org.muster.access.admin.Naming;
import org.muster.access.admin.VmGiving;
import org.muster.access.rights.Grant;
import org.muster.access.rights.Grants;
import org.muster.access.rights.Permission;
import org.muster.access.rights.RightsBook;
import org.muster.access.rights.Role;
import org.muster.access.rights.Scope;
import org.muster.access.rights.Subject;
import org.muster.ui.page.Attempt;
import org.muster.ui.page.Links;
import org.muster.ui.page.Typed;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;
import org.muster.ui.page.Who;
import org.muster.ui.page.WrongField;

/** Who owns a VM, with whom it is shared and which tags it has in Muster: the forms on its page. */
@Path("vms/{id: [0-9]{1,18}}/access")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class VmGivingPages {

    private static final String ASSIGN = "vm.assign";

    /** Something that is done to a VM in somebody's name. */
    private interface Gift {
        void give(Caller caller, Typed typed);
    }

    @Inject
    Visits visits;

    @Inject
    VmLists lists;

    @Inject
    Grants grants;

    @Inject
    VmGiving giving;

    @Inject
    RightsBook book;

    @Inject
    Trail trail;

    @Inject
    Who who;

    /** Adds an owner. */
    @POST
    @Path("owners")
    public Response addOwner(
            @PathParam("id") long id,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        return given(id, Permission.VM_ASSIGN, ASSIGN, uri, security, request, (caller, typed) -> {
            Set<Subject> owners = new HashSet<>(grants.owners(id));
            owners.add(who.required(typed));
            giving.own(caller, id, owners);
        });
    }

    /** Takes an owner away. */
    @POST
    @Path("owners/delete")
    public Response removeOwner(
            @PathParam("id") long id,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        return given(id, Permission.VM_ASSIGN, ASSIGN, uri, security, request, (caller, typed) -> {
            Set<Subject> owners = new HashSet<>(grants.owners(id));
            owners.removeIf(owner -> owner.toString().equals(typed.text("owner")));
            giving.own(caller, id, owners);
        });
    }

    /** Shares it with somebody. */
    @POST
    @Path("shares")
    public Response share(
            @PathParam("id") long id,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        return given(id, Permission.VM_SHARE, "vm.share", uri, security, request, (caller, typed) -> {
            Subject subject = who.required(typed);
            Role role = typed.text("may").equals("power") ? Role.POWER : Role.VIEWER;
            Instant until = typed.endOfDay("until", "The end");
            giving.share(caller, id, new Grants.Wanted(subject, role, Scope.vm(id), true, until));
        });
    }

    /** Takes a share back. */
    @POST
    @Path("shares/{share: [0-9]{1,18}}/delete")
    public Response unshare(
            @PathParam("id") long id,
            @PathParam("share") long share,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        return given(id, Permission.VM_SHARE, "vm.unshare", uri, security, request, (caller, typed) -> {
            Grant known = grants.ofVm(id).stream()
                    .filter(grant -> grant.shared() && grant.id() == share)
                    .findFirst()
                    .orElseThrow(NotFoundException::new);
            giving.unshare(caller, id, known);
        });
    }

    /** Gives it these tags and no others. */
    @POST
    @Path("tags")
    public Response tag(
            @PathParam("id") long id,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        return given(id, Permission.VM_ASSIGN, "vm.tag", uri, security, request, (caller, typed) -> {
            List<String> tags = typed.list("tags");
            tags.stream()
                    .flatMap(tag -> Naming.wrongTag(tag).stream())
                    .findFirst()
                    .ifPresent(wrong -> {
                        throw new WrongField("A tag " + wrong + ".");
                    });
            if (tags.size() > Naming.MOST_TAGS) {
                throw new WrongField("There may be at most " + Naming.MOST_TAGS + " tags.");
            }
            giving.tag(caller, id, new TreeSet<>(tags));
        });
    }

    private Response given(
            long id,
            Permission needed,
            String action,
            UriInfo uri,
            SecurityContext security,
            HttpServletRequest request,
            Gift gift) {
        Visit visit = visits.reading(needed, security, request);
        Caller caller = visit.caller();
        trail.found(caller, action, "vm:" + id, () -> {
            VmRow row = lists.row(id, ListQuery.parse(null), visit).orElseThrow(NotFoundException::new);
            book.require(caller.rights(), needed, id);
            return row;
        });
        Typed typed = new Typed(request);
        return Attempt.of(
                () -> {
                    gift.give(caller, typed);
                    return Links.seeOther(uri, "vms/" + id, "");
                },
                note -> new View(
                        "vms/one.jte",
                        lists.one(id, visit, note, typed.again("who", "name", "may", "until", "tags"))
                                .orElseThrow(NotFoundException::new)));
    }
}
