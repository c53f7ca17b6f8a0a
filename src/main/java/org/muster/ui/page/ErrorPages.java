package org.muster.ui.page;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import org.muster.access.brake.TooOften;
import org.muster.access.rights.AccessDenied;
import org.muster.platform.DatabaseException;

/** Answers a failed request with a page that says what happened and nothing of the inside. */
@Provider
@SuppressWarnings("NullAway.Init") // the server fills the fields
public class ErrorPages implements ExceptionMapper<Throwable> {
    private static final System.Logger LOG = System.getLogger(ErrorPages.class.getName());

    @Context
    UriInfo uri;

    @Context
    HttpHeaders headers;

    @Override
    public Response toResponse(Throwable failure) {
        if (failure instanceof AccessDenied) {
            return page(403, String.valueOf(failure.getMessage()));
        }
        if (failure instanceof TooOften often) {
            return Response.fromResponse(page(429, "Too many attempts. Wait a little, then try again."))
                    .header(HttpHeaders.RETRY_AFTER, often.retryAfter())
                    .build();
        }
        if (failure instanceof WebApplicationException) {
            return ofStatus(((WebApplicationException) failure).getResponse());
        }
        if (failure instanceof DatabaseException) {
            LOG.log(System.Logger.Level.ERROR, "A page failed: the database does not answer", failure);
            return page(503, "The database does not answer. Try again in a moment.");
        }
        LOG.log(System.Logger.Level.ERROR, "A page failed", failure);
        return page(500, "It has been written to the log.");
    }

    private Response ofStatus(Response given) {
        int status = given.getStatus();
        if (status == 401) {
            return toLogin();
        }
        if (status < 400) {
            return given;
        }
        return page(
                status,
                switch (status) {
                    case 403 -> "You may not do this, or the page was too old. Load it again and retry.";
                    case 404 -> "There is no such page, or nothing that you may see.";
                    case 405 -> "This address does not take that kind of request.";
                    default -> "The request could not be answered.";
                });
    }

    private Response toLogin() {
        if (headers.getHeaderString("HX-Request") != null) {
            return Response.status(401).header("HX-Redirect", "/ui/login").build();
        }
        return Links.seeOther(uri, "login", "");
    }

    private static Response page(int status, String text) {
        return Response.status(status)
                .type("text/html;charset=UTF-8")
                .entity(new View("error/page.jte", ErrorScreen.of(status, text)))
                .build();
    }
}
