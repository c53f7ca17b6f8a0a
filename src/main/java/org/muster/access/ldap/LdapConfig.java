package org.muster.access.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.muster.access.outside.GroupMap;

/**
 * Settings of the directory.
 *
 * @param groups which groups of the directory stand for which of Muster's ({@code muster.ldap.groups}); theirs as
 *     {@link #comparable} makes them
 */
record LdapConfig(Server server, Finding finding, @Nullable String groupBase, String groupFilter, GroupMap groups) {

    private static final String PREFIX = "muster.ldap.";
    private static final String USER = "{user}";

    /** How the line is kept from others' eyes. */
    enum Line {
        /** TLS from the first byte. */
        LDAPS,
        /** TLS before anything else is said. */
        START_TLS,
        /** Not at all: allowed by {@code muster.ldap.plain}. */
        PLAIN
    }

    /**
     * The server.
     *
     * @param caFile the certificates that are believed, PEM; null for those of the Java runtime
     * @param deadline for connecting, and for each answer
     */
    record Server(String host, int port, Line line, @Nullable Path caFile, Duration deadline) {}

    /**
     * How a person is found: by a DN that is made of the name, or by a search as somebody who may.
     *
     * @param userDn with {@code {user}} in it, null if people are searched for
     * @param filter with {@code {user}} in it
     */
    record Finding(
            @Nullable String userDn, String bindDn, @Nullable Path bindPasswordFile, String base, String filter) {}

    /** Empty if no directory is set up. */
    static Optional<LdapConfig> of(Config config) {
        return text(config, "url").map(url -> {
            boolean plain =
                    config.getOptionalValue(PREFIX + "plain", Boolean.class).orElse(false);
            return new LdapConfig(
                    server(config, URI.create(url), plain),
                    finding(config),
                    text(config, "group-base").orElse(null),
                    text(config, "group-filter").orElse("(|(member={dn})(uniqueMember={dn})(memberUid={user}))"),
                    GroupMap.parse(PREFIX + "groups", text(config, "groups").orElse(""), LdapConfig::comparable));
        });
    }

    private static Server server(Config config, URI url, boolean plain) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        String host = url.getHost();
        String rest = String.valueOf(url.getRawPath()) + url.getRawQuery() + url.getRawUserInfo();
        if (!scheme.matches("ldaps?") || host == null || !rest.matches("/?nullnull")) {
            throw new IllegalStateException(PREFIX + "url must be like ldaps://host:636 or ldap://host:389.");
        }
        boolean ldaps = scheme.equals("ldaps");
        if (ldaps && plain) {
            throw new IllegalStateException(PREFIX + "plain goes with an ldap:// url only.");
        }
        int usual = ldaps ? 636 : 389;
        return new Server(
                host.replaceAll("[\\[\\]]", ""),
                url.getPort() < 0 ? usual : url.getPort(),
                ldaps ? Line.LDAPS : plain ? Line.PLAIN : Line.START_TLS,
                text(config, "ca-file").map(Path::of).orElse(null),
                config.getOptionalValue(PREFIX + "deadline", Duration.class).orElse(Duration.ofSeconds(5)));
    }

    private static Finding finding(Config config) {
        String userDn = text(config, "user-dn").orElse(null);
        String base = text(config, "base").orElse("");
        String filter = text(config, "filter").orElse("(uid={user})");
        Path file = text(config, "bind-password-file").map(Path::of).orElse(null);
        String bindDn = text(config, "bind-dn").orElse("");
        if (userDn == null ? base.isEmpty() || !filter.contains(USER) : !userDn.contains(USER)) {
            throw new IllegalStateException(
                    "Set " + PREFIX + "user-dn, or " + PREFIX + "base and " + PREFIX + "filter, with {user} in it.");
        }
        if (bindDn.isEmpty() != (file == null)) {
            throw new IllegalStateException(PREFIX + "bind-dn and " + PREFIX + "bind-password-file go together.");
        }
        return new Finding(userDn, bindDn, file, base, filter);
    }

    private static Optional<String> text(Config config, String name) {
        return config.getOptionalValue(PREFIX + name, String.class).filter(text -> !text.isBlank());
    }

    /** A group's DN or plain name, so that the same are equal. */
    static String comparable(String group) {
        if (!group.contains("=")) {
            return group.toLowerCase(Locale.ROOT);
        }
        try {
            return DN.normalize(group);
        } catch (LDAPException e) {
            throw new IllegalStateException(PREFIX + "groups: not a DN: " + group, e);
        }
    }
}
