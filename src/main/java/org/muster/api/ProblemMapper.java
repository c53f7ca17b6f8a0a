package org.muster.api;

import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;
import org.muster.access.brake.TooOften;
import org.muster.access.rights.AccessDenied;
import org.muster.access.rights.RightsConflict;
import org.muster.platform.DatabaseException;
import org.muster.sync.ClusterPaused;
import org.muster.sync.ClusterRefused;
import org.muster.sync.QuarantineMoved;
import org.muster.task.ActionRefused;

/** Turns whatever a route throws into a {@link Problem}. What we did not foresee is logged, not told. */
@Provider
@SuppressWarnings("NullAway.Init") // the server fills the field
public class ProblemMapper implements ExceptionMapper<Throwable> {

    private static final Logger LOG = System.getLogger(ProblemMapper.class.getName());

    @Context
    UriInfo uri;

    @Override
    public Response toResponse(Throwable thrown) {
        Problem problem = problem(thrown);
        Response.ResponseBuilder answer = Response.status(problem.status())
                .type(Problem.TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(problem.toBytes(uri.getRequestUri().getRawPath()));
        if (thrown instanceof TooOften often) {
            answer.header(HttpHeaders.RETRY_AFTER, often.retryAfter());
        }
        if (thrown instanceof WebApplicationException refused
                && refused.getResponse().getHeaderString(HttpHeaders.ALLOW) != null) {
            answer.header(HttpHeaders.ALLOW, refused.getResponse().getHeaderString(HttpHeaders.ALLOW));
        }
        return answer.build();
    }

    static Problem problem(Throwable thrown) {
        if (thrown instanceof InvalidRequest invalid) {
            return new Problem(400, "The request is not valid: see errors.", invalid.errors());
        } else if (thrown instanceof AmbiguousVmid several) {
            return Problem.ofCandidates(sentence(several), several.candidates());
        } else if (thrown instanceof ActionRefused
                || thrown instanceof RightsConflict
                || thrown instanceof QuarantineMoved
                || thrown instanceof ClusterPaused) {
            return new Problem(409, sentence(thrown));
        } else if (thrown instanceof ClusterRefused refused) {
            return Problem.ofCluster(refused, sentence(refused));
        } else if (thrown instanceof AccessDenied denied) {
            return new Problem(403, sentence(denied));
        } else if (thrown instanceof TooOften often) {
            return new Problem(429, sentence(often));
        } else if (thrown instanceof ServiceUnavailableException later) {
            return new Problem(503, sentence(later));
        } else if (thrown instanceof WebApplicationException refused
                && refused.getResponse().getStatus() < 500) {
            return refused(refused.getResponse().getStatus());
        } else {
            return broken(thrown);
        }
    }

    private static Problem refused(int status) {
        String detail =
                switch (status) {
                    case 400 -> "The request can't be read.";
                    case 401 -> "This needs a user who is logged in.";
                    case 403 -> "This is not allowed.";
                    case 404 -> "There is no such thing.";
                    case 405 -> "This can't be done with that method.";
                    case 406 -> "There is no answer of a type that is accepted.";
                    case 413 -> "The body is too long.";
                    case 415 -> "The body must be application/json.";
                    default -> "The request was refused.";
                };
        return new Problem(status, detail);
    }

    private static Problem broken(Throwable thrown) {
        String id = UUID.randomUUID().toString();
        LOG.log(Level.ERROR, "Request failed, error " + id, thrown);
        return thrown instanceof DatabaseException
                ? new Problem(503, "The database does not answer now. The log has more under " + id + ".")
                : new Problem(500, "Something went wrong. The log has more under " + id + ".");
    }

    private static String sentence(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null ? "" : message;
    }
}
