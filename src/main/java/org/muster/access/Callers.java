package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.core.SecurityContext;
import java.security.Principal;
import java.util.Set;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Rights;
import org.muster.access.rights.RightsBook;
import org.muster.access.token.ApiToken;

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

    /** The account as a caller that came with a token. */
    Caller of(Account account, ApiToken token, String sourceIp) {
        Rights held = book.of(account.id());
        Set<Permission> most = token.permissions();
        return new Caller(account.id(), account.name(), most == null ? held : held.within(most), true, sourceIp);
    }

    static void set(HttpServletRequest request, Caller caller) {
        request.setAttribute(CALLER, caller);
    }
}
