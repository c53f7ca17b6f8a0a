package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import org.muster.access.rights.RightsBook;

/** Tells who is asking. */
@Singleton
public class Callers {

    private static final String CALLER = Callers.class.getName();

    private final RightsBook book;

    @Inject
    public Callers(RightsBook book) {
        this.book = book;
    }

    /**
     * The caller of a request that was let through.
     *
     * @throws NotAuthorizedException if it has none
     */
    public Caller current(SecurityContext security, HttpServletRequest request) {
        Principal principal = security.getUserPrincipal();
        if (principal != null
                && request.getAttribute(CALLER) instanceof Caller caller
                && caller.name().equals(principal.getName())) {
            return caller;
        }
        throw new NotAuthorizedException("Muster");
    }

    /** The account as a caller from that address, with what it holds now. */
    Caller of(Account account, String sourceIp) {
        return new Caller(account.id(), account.name(), book.of(account.id()), sourceIp);
    }

    static void set(HttpServletRequest request, Caller caller) {
        request.setAttribute(CALLER, caller);
    }
}
