package org.muster.ui.tokens;

import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.access.rights.Permission;
import org.muster.access.token.ApiToken;
import org.muster.ui.page.When;

/**
 * A token, without its secret.
 *
 * @param scope what it may be used for, in words
 * @param source from where it was used last, may be empty
 */
public record TokenLine(
        long id, String name, String scope, When since, @Nullable When expires, @Nullable When used, String source) {

    /** As seen from {@code now}. */
    public static TokenLine of(ApiToken token, Instant now) {
        return new TokenLine(
                token.id(),
                token.name(),
                scope(token.permissions()),
                When.at(token.since(), now),
                When.of(token.expires(), now),
                When.of(token.lastUsed(), now),
                token.lastSource());
    }

    private static String scope(@Nullable Set<Permission> permissions) {
        return permissions == null
                ? "all that the account may"
                : permissions.stream().sorted().map(Permission::name).collect(Collectors.joining(", "));
    }
}
