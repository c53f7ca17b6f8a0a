package org.muster.access.rights;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody has a role within a scope.
 *
 * @param shared given by an owner of the VM, not by an administrator
 * @param until when it ends, null if it does not
 * @param by who gave it
 */
public record Grant(
        long id,
        Subject subject,
        long role,
        Scope scope,
        boolean shared,
        @Nullable Instant until,
        String by,
        Instant since) {

    boolean isLive(Instant now) {
        return until == null || until.isAfter(now);
    }

    /** Whether its subject is an owner of one VM by it. */
    boolean isOwnership() {
        return role == Role.OWNER.id() && scope.kind() == Scope.Kind.VM;
    }
}
