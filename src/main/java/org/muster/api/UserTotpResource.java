package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.muster.access.Account;
import org.muster.access.People;
import org.muster.access.SecondStep;
import org.muster.access.rights.Permission;

/** Anybody's second factor, for an administrator: of somebody who has lost it. */
@Path("users/{id}/totp")
@Singleton
@Produces(MediaType.APPLICATION_JSON)
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class UserTotpResource {

    @Inject
    People people;

    @Inject
    SecondStep second;

    /** Turns it off. */
    @DELETE
    @Needs(value = Permission.USER_ADMIN, action = "totp.remove")
    public Response remove(@PathParam("id") String id, @Context HttpServletRequest http) {
        Account account = Check.digits(id)
                .flatMap(people::find)
                .map(People.Person::account)
                .orElseThrow(NotFoundException::new);
        if (!second.removeOf(PermissionFilter.caller(http), account)) {
            throw new NotFoundException();
        }
        return Response.noContent().build();
    }
}
