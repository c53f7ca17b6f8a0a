package org.muster.access.admin;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.access.Account;
import org.muster.access.Caller;
import org.muster.access.People;
import org.muster.access.Trail;
import org.muster.access.rights.AccessDenied;
import org.muster.access.rights.Permission;
import org.muster.access.rights.RightsConflict;
import org.muster.access.token.Tokens;

/** Makes tokens and takes them away: one's own, those of services, and anybody's. */
@Singleton
public class TokenChanges {

    /** A token that is to be; permissions null for whatever its account has, expires null for never. */
    public record Wanted(String name, @Nullable Set<Permission> permissions, @Nullable Instant expires) {

        /** For the audit trail. */
        String words() {
            return name
                    + (permissions == null ? "" : " for " + permissions)
                    + (expires == null ? "" : " until " + expires);
        }
    }

    private final Tokens tokens;
    private final People people;
    private final Trail trail;

    @Inject
    public TokenChanges(Tokens tokens, People people, Trail trail) {
        this.tokens = tokens;
        this.people = people;
        this.trail = trail;
    }

    /**
     * Makes one of the caller's own.
     *
     * @throws AccessDenied if he comes with a token himself
     */
    public Tokens.Made add(Caller caller, Wanted wanted) {
        return trail.record(caller, "token.add", "user:" + caller.id(), wanted.words(), () -> {
            requireNoToken(caller);
            return made(caller.id(), wanted);
        });
    }

    /**
     * Makes one for a service.
     *
     * @throws AccessDenied if the caller has not all that the service has
     * @throws RightsConflict if it is no service
     */
    public Tokens.Made addFor(Caller caller, Account account, Wanted wanted) {
        return trail.record(caller, "token.add", "user:" + account.id(), wanted.words(), () -> {
            people.requireOver(caller, account);
            requireNoToken(caller);
            if (account.kind() != Account.Kind.SERVICE) {
                throw new RightsConflict("People make their own tokens.");
            }
            return made(account.id(), wanted);
        });
    }

    private Tokens.Made made(long account, Wanted wanted) {
        return tokens.add(account, wanted.name(), wanted.permissions(), wanted.expires());
    }

    /**
     * Takes one of the caller's own away.
     *
     * @throws NotFoundException if there is none of that id
     */
    public void remove(Caller caller, long id) {
        trail.record(caller, "token.delete", "token:" + id, "", () -> {
            requireNoToken(caller);
            return removed(caller.id(), id);
        });
    }

    /**
     * Takes one of somebody's away.
     *
     * @throws AccessDenied if the caller has not all that the account has
     * @throws NotFoundException if there is none of that id
     */
    public void removeOf(Caller caller, Account account, long id) {
        trail.record(caller, "token.delete", "token:" + id, account.name(), () -> {
            people.requireOver(caller, account);
            return removed(account.id(), id);
        });
    }

    private boolean removed(long account, long id) {
        if (!tokens.remove(account, id)) {
            throw new NotFoundException();
        }
        return true;
    }

    /** @throws AccessDenied if the caller comes with a token */
    static void requireNoToken(Caller caller) {
        if (caller.byToken()) {
            throw new AccessDenied("A token can't make tokens or take them away.");
        }
    }
}
