package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.muster.access.audit.AuditCheck;
import org.muster.access.audit.AuditLog;
import org.muster.access.audit.AuditRow;
import org.muster.access.brake.Brake;
import org.muster.access.rights.Permission;

/** Who did or tried what: the audit trail, the newest row first. */
@Path("audit")
@Singleton
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class AuditResource {

    private static final String CSV = "text/csv;charset=utf-8;header=present";
    private static final String LINES = "application/x-ndjson";

    @Inject
    AuditLog log;

    @Inject
    AuditCheck check;

    /** One page; or what the other types have, for links, which cannot say what they accept. */
    @GET
    @Produces("application/json;qs=1")
    @Needs(Permission.AUDIT_READ)
    @Costs(onDemand = Brake.EXPORT)
    public Response list(@Context UriInfo uri) {
        AuditRequest request = AuditRequest.of(uri.getQueryParameters());
        return switch (request.format()) {
            case JSON -> page(request);
            case NDJSON -> lines(uri);
            case CSV -> csv(uri);
        };
    }

    private Response page(AuditRequest request) {
        AuditLog.Page page = log.page(request.query(), request.page(), request.size());
        JsonOut out = new JsonOut().object().array("rows");
        page.rows().forEach(row -> AuditJson.write(out, row));
        out.endArray()
                .number("total", page.total())
                .number("page", request.page())
                .number("size", request.size());
        return Answers.of(200, out.endObject().toBytes())
                .header(HttpHeaders.VARY, "Accept")
                .build();
    }

    /** All rows that match, a JSON object a line. */
    @GET
    @Produces(LINES + ";qs=0.6")
    @Needs(Permission.AUDIT_READ)
    @Costs(Brake.EXPORT)
    public Response lines(@Context UriInfo uri) {
        AuditRequest request = AuditRequest.of(uri.getQueryParameters());
        StreamingOutput body = to -> {
            JsonOut out = new JsonOut();
            log.<IOException>each(request.query(), rows -> {
                for (AuditRow row : rows) {
                    AuditJson.write(out, row);
                    out.line();
                }
                out.drainTo(to);
            });
        };
        return file(body, LINES, "audit.ndjson");
    }

    /** All rows that match, for a spreadsheet. */
    @GET
    @Produces("text/csv;qs=0.5")
    @Needs(Permission.AUDIT_READ)
    @Costs(Brake.EXPORT)
    public Response csv(@Context UriInfo uri) {
        AuditRequest request = AuditRequest.of(uri.getQueryParameters());
        StreamingOutput body = to -> {
            to.write(AuditJson.header().getBytes(StandardCharsets.UTF_8));
            log.<IOException>each(request.query(), rows -> to.write(AuditJson.csv(rows)));
        };
        return file(body, CSV, "audit.csv");
    }

    /** Whether the trail is as it was written; 409 while somebody else has that found out. */
    @GET
    @Path("verify")
    @Produces(MediaType.APPLICATION_JSON)
    @Needs(Permission.AUDIT_READ)
    @Costs(Brake.EXPORT)
    public Response verify() {
        AuditCheck.Result result = check.verify().orElseThrow(() -> new ClientErrorException(Response.Status.CONFLICT));
        return Answers.json(AuditJson.of(result));
    }

    private static Response file(StreamingOutput body, String type, String name) {
        return Response.ok(body, type)
                .header(HttpHeaders.VARY, "Accept")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .build();
    }
}
