package org.muster.access.token;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.access.rights.Permission;

/**
 * A token, without its secret.
 *
 * @param account whose it is
 * @param permissions all that it may be used for, as far as the account has them; null for whatever that has
 * @param lastUsed to within a minute, null if it never was
 * @param lastSource the address from which it was used then
 */
public record ApiToken(
        long id,
        long account,
        String name,
        @Nullable Set<Permission> permissions,
        Instant since,
        @Nullable Instant expires,
        @Nullable Instant lastUsed,
        String lastSource) {

    boolean isOver(Instant now) {
        return expires != null && !expires.isAfter(now);
    }
}
