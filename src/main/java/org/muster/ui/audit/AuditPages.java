package org.muster.ui.audit;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.access.audit.AuditCheck;
import org.muster.access.audit.AuditLog;
import org.muster.access.brake.Brake;
import org.muster.access.brake.Brakes;
import org.muster.access.rights.Permission;
import org.muster.ui.page.Note;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;

/** Who did or tried what, and whether that is still what was written. */
@Path("audit")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class AuditPages {

    @Inject
    Visits visits;

    @Inject
    AuditLog log;

    @Inject
    AuditCheck check;

    @Inject
    Brakes brakes;

    /** The page. */
    @GET
    public View page(@Context UriInfo uri, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.AUDIT_READ, security, request);
        return view(visit, AuditFilter.of(uri.getQueryParameters()), Note.NONE, null);
    }

    /** The page, and whether the trail holds. */
    @GET
    @Path("verify")
    public View verify(@Context UriInfo uri, @Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.AUDIT_READ, security, request);
        brakes.take(Brake.EXPORT, visit.caller().id());
        AuditFilter filter = AuditFilter.of(uri.getQueryParameters());
        return check.verify()
                .map(result -> view(visit, filter, Note.NONE, AuditVerdict.of(result, Instant.now())))
                .orElseGet(() -> view(visit, filter, Note.refusal("It is being checked already."), null));
    }

    private View view(Visit visit, AuditFilter filter, Note note, @Nullable AuditVerdict verdict) {
        AuditLog.Page page = log.page(filter.query(), filter.page(), AuditFilter.SIZE);
        Instant now = Instant.now();
        List<AuditLine> lines =
                page.rows().stream().map(row -> AuditLine.of(row, now)).toList();
        long before = (filter.page() - 1L) * AuditFilter.SIZE;
        boolean more = before + lines.size() < page.total() && !lines.isEmpty();
        String range = lines.isEmpty()
                ? "No row of " + page.total()
                : before + 1 + " to " + (before + lines.size()) + " of " + page.total() + " rows, the newest first";
        return new View(
                "audit/page.jte",
                new AuditScreen(
                        visit.frame("Audit trail", "audit"),
                        note,
                        filter,
                        lines,
                        range,
                        filter.page() > 1 ? filter.onPage(filter.page() - 1) : null,
                        more ? filter.onPage(filter.page() + 1) : null,
                        verdict));
    }
}
