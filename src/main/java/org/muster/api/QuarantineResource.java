package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.Trail;
import org.muster.access.rights.Permission;
import org.muster.sync.Quarantines;
import org.muster.sync.Quarantines.Doubt;
import org.muster.sync.Quarantines.Verdict;

/** Observations that are not believed, and what an administrator says to them. */
@Path("sync/quarantines")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class QuarantineResource {

    @Inject
    Quarantines quarantines;

    @Inject
    Trail trail;

    /** Those that stand. */
    @GET
    @Needs(Permission.HOST_READ)
    public Response list() {
        JsonOut out = new JsonOut().object().array("quarantines");
        for (Doubt doubt : quarantines.all()) {
            out.object()
                    .number("connection", doubt.connection().id())
                    .number("cluster", doubt.connection().clusterId())
                    .array("addresses");
            doubt.connection().addresses().forEach(out::element);
            out.endArray()
                    .number("lacking", doubt.quarantine().lacking())
                    .text("reason", doubt.quarantine().why())
                    .flag("rejected", doubt.quarantine().rejected() > 0)
                    .endObject();
        }
        return Answers.json(out.endArray().endObject());
    }

    /** Accepts or rejects one; 409 if it does not stand as the caller saw it. */
    @POST
    @Path("{connection}")
    @Needs(value = Permission.CLUSTER_ADMIN, action = "sync.quarantine")
    public Response decide(
            @PathParam("connection") String connection,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String type,
            @Nullable InputStream body,
            @Context HttpServletRequest http) {
        long id = Check.digits(connection).orElseThrow(NotFoundException::new);
        JsonObject wish = JsonBody.optional(body, type);
        Check check = new Check();
        String word = JsonBody.text(wish, "verdict", 10, check).orElse("");
        Verdict verdict = check.word("verdict", word, Verdict.values()).orElse(Verdict.REJECT);
        if (word.isBlank()) {
            check.wrong("verdict", "say accept or reject");
        }
        long lacking = JsonBody.number(wish, "lacking", check).orElse(-1L);
        if (lacking < 1) {
            check.wrong("lacking", "say how many VMs were lacking when you decided");
        }
        check.done();
        Caller caller = PermissionFilter.caller(http);
        trail.record(caller, "sync.quarantine", "connection:" + id, word + " " + lacking, () -> {
            quarantines.decide(id, (int) Math.min(lacking, Integer.MAX_VALUE), verdict);
            return true;
        });
        return Response.accepted().build();
    }
}
