package org.muster.access.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.RDN;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.muster.access.outside.Outsider;
import org.muster.access.outside.Source;
import org.muster.access.outside.Unreachable;

/** The directory that vouches for people, if one is set up. Few are asked for at a time: it may hang. */
@Singleton
public class Directory {

    private static final int AT_A_TIME = 8;
    private static final int MOST_GROUPS = 2000;
    private static final int LONGEST_PASSWORD = 1024;
    private static final String[] ATTRIBUTES = {"entryUUID", "objectGUID", "mail", "memberOf"};

    /** What a bind is answered with when name and password don't fit, or the directory has locked the person out. */
    private static final Set<ResultCode> REFUSALS = Set.of(
            ResultCode.INVALID_CREDENTIALS,
            ResultCode.NO_SUCH_OBJECT,
            ResultCode.INAPPROPRIATE_AUTHENTICATION,
            ResultCode.CONSTRAINT_VIOLATION,
            ResultCode.INVALID_DN_SYNTAX,
            ResultCode.UNWILLING_TO_PERFORM,
            ResultCode.INSUFFICIENT_ACCESS_RIGHTS);

    private final @Nullable LdapConfig config;
    private final Semaphore turns = new Semaphore(AT_A_TIME);

    /** As configured. */
    @Inject
    public Directory() {
        this(ConfigProvider.getConfig(Directory.class.getClassLoader()));
    }

    /** As that configuration has it. */
    public Directory(Config config) {
        this.config = LdapConfig.of(config).orElse(null);
    }

    /** Whether one is set up. */
    public boolean isOn() {
        return config != null;
    }

    /**
     * Whose name and password these are.
     *
     * @return empty if nobody's, or of more than one; also if no directory is set up
     * @throws Unreachable if the directory can't tell now
     */
    public Optional<Outsider> verify(String name, String password) throws Unreachable {
        LdapConfig known = config;
        // A bind without a password is an anonymous one: it succeeds for everybody (RFC 4513, 5.1.2).
        if (known == null || password.isEmpty() || password.length() > LONGEST_PASSWORD || password.indexOf(0) >= 0) {
            return Optional.empty();
        }
        if (!Outsider.isName(name)) {
            return Optional.empty();
        }
        if (!turns.tryAcquire()) {
            throw new Unreachable("The directory is being asked for too many people at once.");
        }
        try {
            return asked(known, name, password);
        } catch (LDAPException e) {
            throw new Unreachable("The directory does not answer: " + e.getResultCode(), e);
        } catch (GeneralSecurityException | IOException e) {
            throw new Unreachable("The directory's CA or password file can't be used: " + e.getMessage(), e);
        } finally {
            turns.release();
        }
    }

    private static Optional<Outsider> asked(LdapConfig config, String name, String password)
            throws LDAPException, GeneralSecurityException, IOException {
        Lines lines = new Lines(config.server());
        String template = config.finding().userDn();
        if (template != null) {
            String dn = template.replace("{user}", Escape.dn(name));
            try (LDAPConnection own = lines.open()) {
                return isTheirs(own, dn, password)
                        ? Optional.of(outsider(config, own, name, own(own, dn)))
                        : Optional.empty();
            }
        }
        try (LDAPConnection finder = lines.open()) {
            bindFinder(config.finding(), finder);
            SearchResultEntry found = found(config.finding(), finder, name);
            if (found == null) {
                return Optional.empty();
            }
            try (LDAPConnection own = lines.open()) {
                return isTheirs(own, found.getDN(), password)
                        ? Optional.of(outsider(config, finder, name, found))
                        : Optional.empty();
            }
        }
    }

    private static void bindFinder(LdapConfig.Finding finding, LDAPConnection finder)
            throws LDAPException, IOException {
        if (finding.bindPasswordFile() != null) {
            String secret = Files.readString(finding.bindPasswordFile()).strip();
            if (secret.isEmpty()) {
                throw new IOException(finding.bindPasswordFile() + " is empty");
            }
            finder.bind(new SimpleBindRequest(finding.bindDn(), secret));
        }
    }

    /** The only entry that the filter finds; null if there is none, or more than one. */
    private static @Nullable SearchResultEntry found(LdapConfig.Finding finding, LDAPConnection finder, String name)
            throws LDAPException {
        String filter = finding.filter().replace("{user}", Escape.filter(name));
        SearchRequest request = new SearchRequest(finding.base(), SearchScope.SUB, filter, ATTRIBUTES);
        request.setSizeLimit(2);
        try {
            List<SearchResultEntry> entries = finder.search(request).getSearchEntries();
            return entries.size() == 1 && !entries.get(0).getDN().isBlank() ? entries.get(0) : null;
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                return null;
            }
            throw e;
        }
    }

    /** Says who one is on a fresh connection, with a password that is not empty. */
    private static boolean isTheirs(LDAPConnection own, String dn, String password) throws LDAPException {
        try {
            return own.bind(new SimpleBindRequest(dn, password)).getResultCode().equals(ResultCode.SUCCESS);
        } catch (LDAPException e) {
            if (REFUSALS.contains(e.getResultCode())) {
                return false;
            }
            throw e;
        }
    }

    /** One's own entry; without attributes if one may not read it. */
    private static SearchResultEntry own(LDAPConnection own, String dn) throws LDAPException {
        SearchResultEntry none = new SearchResultEntry(dn, List.of());
        try {
            List<SearchResultEntry> entries = own.search(
                            new SearchRequest(dn, SearchScope.BASE, "(objectClass=*)", ATTRIBUTES))
                    .getSearchEntries();
            return entries.isEmpty() ? none : entries.get(0);
        } catch (LDAPException e) {
            if (e.getResultCode().equals(ResultCode.NO_SUCH_OBJECT)
                    || e.getResultCode().equals(ResultCode.INSUFFICIENT_ACCESS_RIGHTS)) {
                return none;
            }
            throw e;
        }
    }

    private static Outsider outsider(LdapConfig config, LDAPConnection reader, String name, SearchResultEntry entry)
            throws LDAPException {
        Set<String> theirs = new HashSet<>();
        for (String dn : groups(config, reader, name, entry)) {
            DN group = new DN(dn);
            theirs.add(group.toNormalizedString());
            plainName(group.getRDN()).ifPresent(theirs::add);
        }
        return new Outsider(
                Source.LDAP,
                key(entry),
                name,
                Objects.requireNonNullElse(entry.getAttributeValue("mail"), ""),
                config.groups().ours(theirs),
                config.groups().all());
    }

    /** A group's name alone; none that could be taken for the DN of another group. */
    private static Optional<String> plainName(@Nullable RDN rdn) {
        return Optional.ofNullable(rdn)
                .filter(one -> !one.isMultiValued())
                .map(one -> one.getAttributeValues()[0].toLowerCase(Locale.ROOT))
                .filter(name -> name.indexOf('=') < 0);
    }

    private static List<String> groups(LdapConfig config, LDAPConnection reader, String name, SearchResultEntry entry)
            throws LDAPException {
        String base = config.groupBase();
        if (base == null) {
            String[] values = entry.getAttributeValues("memberOf");
            return values == null ? List.of() : List.of(values);
        }
        String filter = config.groupFilter()
                .replace("{user}", Escape.filter(name))
                .replace("{dn}", Escape.filter(entry.getDN()));
        SearchRequest request = new SearchRequest(base, SearchScope.SUB, filter, "1.1");
        request.setSizeLimit(MOST_GROUPS);
        return reader.search(request).getSearchEntries().stream()
                .map(SearchResultEntry::getDN)
                .toList();
    }

    /** What the directory never gives to another entry; the DN where it tells none. */
    private static String key(SearchResultEntry entry) throws LDAPException {
        String uuid = entry.getAttributeValue("entryUUID");
        byte[] guid = entry.getAttributeValueBytes("objectGUID");
        if (uuid != null) {
            return "uuid:" + uuid.toLowerCase(Locale.ROOT);
        }
        return guid != null ? "guid:" + HexFormat.of().formatHex(guid) : "dn:" + DN.normalize(entry.getDN());
    }
}
