package org.muster.ui.sync;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.jspecify.annotations.Nullable;
import org.muster.access.Trail;
import org.muster.access.rights.Permission;
import org.muster.sync.QuarantineMoved;
import org.muster.sync.Quarantines;
import org.muster.sync.Quarantines.Verdict;
import org.muster.ui.page.Links;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;

/** The buttons beside an observation that is not believed. */
@Path("sync/quarantine")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class QuarantinePages {

    @Inject
    Visits visits;

    @Inject
    Quarantines quarantines;

    @Inject
    Trail trail;

    /** Takes the verdict; one that came too late changes nothing, and the page shows what holds now. */
    @POST
    public Response decide(
            @FormParam("connection") @Nullable String connection,
            @FormParam("lacking") @Nullable String lacking,
            @FormParam("verdict") @Nullable String verdict,
            @Context UriInfo uri,
            @Context SecurityContext security,
            @Context HttpServletRequest request) {
        Visit visit = visits.changing(Permission.CLUSTER_ADMIN, "sync.quarantine", security, request);
        long id = number(connection, 18);
        int count = (int) number(lacking, 9);
        Verdict word = "accept".equals(verdict) ? Verdict.ACCEPT : Verdict.REJECT;
        try {
            trail.record(visit.caller(), "sync.quarantine", "connection:" + id, word + " " + count, () -> {
                quarantines.decide(id, count, word);
                return true;
            });
        } catch (QuarantineMoved e) {
            return Links.seeOther(uri, "sync", "");
        }
        return Links.seeOther(uri, "sync", "");
    }

    private static long number(@Nullable String digits, int most) {
        if (digits == null || !digits.matches("[0-9]{1," + most + "}")) {
            throw new NotFoundException();
        }
        return Long.parseLong(digits);
    }
}
