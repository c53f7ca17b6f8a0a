package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.access.rights.AccessDenied;
import org.muster.access.rights.Grants;
import org.muster.access.rights.Group;
import org.muster.access.rights.Groups;
import org.muster.access.rights.Holdings;
import org.muster.access.rights.Listed;
import org.muster.access.rights.RightsConflict;
import org.muster.access.rights.Role;
import org.muster.access.rights.Roles;
import org.muster.access.rights.Subject;

/** Administers the accounts. Nobody makes, changes or removes one that holds more than he does himself. */
@Singleton
public class People {

    /**
     * An account and where it stands.
     *
     * @param roles that it has everywhere by itself
     * @param groups that it was put into, without their members
     */
    public record Person(Account account, List<Role> roles, List<Group> groups) {}

    /**
     * What an account is to be; what is null stays as it is, or is as usual.
     *
     * @param expires {@link Instant#MAX} for never
     */
    public record Wish(
            @Nullable String name,
            @Nullable String password,
            Account.@Nullable Kind kind,
            @Nullable String email,
            @Nullable Boolean enabled,
            @Nullable Instant expires,
            @Nullable Boolean mustChange,
            @Nullable Set<Role> roles,
            @Nullable Set<Long> groups) {

        /** For the audit trail: never the password itself. */
        public String words() {
            StringBuilder words = new StringBuilder();
            add(words, "name", name);
            add(words, "password", password == null ? null : "set anew");
            add(words, "kind", kind == null ? null : kind.word());
            add(words, "email", email);
            add(words, "enabled", enabled);
            add(words, "expires", Instant.MAX.equals(expires) ? "never" : expires);
            add(words, "must_change", mustChange);
            add(
                    words,
                    "roles",
                    roles == null
                            ? null
                            : roles.stream().map(Role::name).sorted().toList());
            add(words, "groups", groups);
            return words.toString();
        }

        private static void add(StringBuilder words, String name, @Nullable Object value) {
            if (value != null) {
                words.append(words.isEmpty() ? "" : ", ")
                        .append(name)
                        .append(": ")
                        .append(value);
            }
        }
    }

    private final Accounts accounts;
    private final Grants grants;
    private final Holdings holdings;
    private final Groups groups;
    private final Roles roles;
    private final Passwords passwords;

    @Inject
    public People(Accounts accounts, Grants grants, Holdings holdings, Groups groups, Roles roles) {
        this(accounts, grants, holdings, groups, roles, new Passwords());
    }

    People(Accounts accounts, Grants grants, Holdings holdings, Groups groups, Roles roles, Passwords passwords) {
        this.holdings = holdings;
        this.accounts = accounts;
        this.grants = grants;
        this.groups = groups;
        this.roles = roles;
        this.passwords = passwords;
    }

    /** A page of those of whose name or address all words of {@code search} are part, by name. */
    public Listed<Person> page(String search, Listed.Page page) {
        Listed<Account> found = accounts.page(search, page);
        return new Listed<>(persons(found.rows()), found.total());
    }

    public Optional<Person> find(long id) {
        return accounts.find(id).map(this::person);
    }

    private Person person(Account account) {
        return persons(List.of(account)).get(0);
    }

    private List<Person> persons(List<Account> found) {
        List<Long> ids = found.stream().map(Account::id).toList();
        Map<Long, Set<Long>> held = grants.roles(ids);
        Map<Long, List<Group>> in = groups.of(ids);
        List<Role> known = roles.all();
        return found.stream()
                .map(account -> new Person(
                        account,
                        known.stream()
                                .filter(role -> held.getOrDefault(account.id(), Set.of())
                                        .contains(role.id()))
                                .toList(),
                        in.getOrDefault(account.id(), List.of())))
                .toList();
    }

    /** What is wrong with a password for that user, empty if nothing. */
    public Optional<String> wrongPassword(String password, String user) {
        return PasswordRules.wrong(password, user);
    }

    /**
     * Makes an account of that name. A service has no password; a person without one can't log in by password.
     *
     * @throws AccessDenied if it would hold more than the caller
     * @throws RightsConflict if the name is taken, or there is no such group
     */
    public Person add(Caller by, String name, Wish wish) {
        Set<Role> wanted = orElse(wish.roles(), Set.of());
        Set<Long> in = orElse(wish.groups(), Set.of());
        requireToGive(by, wanted, in);
        by.rights().requireAll(holdings.heldByNames());
        Accounts.Wanted account = new Accounts.Wanted(
                name,
                hashed(wish.password()),
                orElse(wish.kind(), Account.Kind.PERSON),
                orElse(wish.email(), ""),
                orElse(wish.enabled(), true),
                until(wish.expires(), null),
                orElse(wish.mustChange(), false));
        return person(accounts.add(account, wanted, in, by.name()));
    }

    /**
     * Changes an account.
     *
     * @throws AccessDenied if it holds more than the caller, or would
     * @throws RightsConflict if the name is taken, there is no such group, or nobody would be administrator any more
     */
    public Person change(Caller by, Account account, Wish wish) {
        requireOver(by, account);
        requireToGive(by, orElse(wish.roles(), Set.of()), orElse(wish.groups(), Set.of()));
        String hash = wish.password() == null ? null : hashed(wish.password());
        Account changed = accounts.change(
                account.id(), known -> wished(known, wish, hash), wish.roles(), wish.groups(), by.name());
        return person(changed);
    }

    private static Account wished(Account known, Wish wish, @Nullable String hash) {
        return new Account(
                known.id(),
                orElse(wish.name(), known.name()),
                orElse(hash, known.passwordHash()),
                orElse(wish.kind(), known.kind()),
                orElse(wish.email(), known.email()),
                orElse(wish.enabled(), known.enabled()),
                until(wish.expires(), known.expires()),
                orElse(wish.mustChange(), known.mustChange()),
                known.since());
    }

    /**
     * Takes an account away.
     *
     * @throws AccessDenied if it holds more than the caller
     * @throws RightsConflict if nobody would be administrator any more
     */
    public void remove(Caller by, Account account) {
        requireOver(by, account);
        accounts.remove(account.id());
    }

    /**
     * Passes if the account holds nothing that the caller does not hold everywhere.
     *
     * @throws AccessDenied if it does
     */
    public void requireOver(Caller by, Account account) {
        by.rights().requireAll(holdings.held(Subject.user(account.id())));
    }

    private void requireToGive(Caller by, Set<Role> wanted, Set<Long> in) {
        wanted.forEach(role -> by.rights().requireAll(role.permissions()));
        in.forEach(group -> by.rights().requireAll(holdings.held(Subject.group(group))));
    }

    private String hashed(@Nullable String password) {
        return password == null || password.isEmpty() ? "" : passwords.hash(password);
    }

    private static @Nullable Instant until(@Nullable Instant wished, @Nullable Instant known) {
        if (wished == null) {
            return known;
        }
        return wished.equals(Instant.MAX) ? null : wished;
    }

    private static <T> T orElse(@Nullable T wished, T known) {
        return Objects.requireNonNullElse(wished, known);
    }
}
