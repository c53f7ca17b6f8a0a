package org.muster.access.rights;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Sequences;

/** The grants. Who owns a VM is a grant of the owner's role on it. */
@Singleton
public class Grants {

    /** What is to be granted. */
    public record Wanted(Subject subject, Role role, Scope scope, boolean shared, @Nullable Instant until) {}

    private final Register register;

    @Inject
    public Grants(Register register) {
        this.register = register;
    }

    /** All that there are, in the order in which they were given. */
    public List<Grant> all() {
        return register.read(tx -> RightsTables.grants(tx, ""));
    }

    /**
     * Which grants are listed; what is null says nothing.
     *
     * @param about of one thing
     */
    public record Filter(@Nullable Subject subject, Scope.@Nullable Kind kind, @Nullable Scope about) {

        /** All. */
        public static final Filter NONE = new Filter(null, null, null);

        private Listed.Where where() {
            Listed.Where where = new Listed.Where();
            if (subject != null) {
                where.and("subject = ?", subject.toString());
            }
            if (kind != null) {
                where.and("scope = ?", kind.word());
            }
            if (about != null) {
                where.and(
                        "scope = ? AND scope_id = ? AND scope_tag = ?",
                        about.kind().word(),
                        about.id(),
                        about.tag());
            }
            return where;
        }
    }

    /** A page of them, in the order in which they were given. */
    public Listed<Grant> page(Filter filter, Listed.Page page) {
        Listed.Where where = filter.where();
        return register.read(
                tx -> new Listed<>(RightsTables.grantsOf(tx, where, page), where.count(tx, "access_grant")));
    }

    public Optional<Grant> find(long id) {
        return register.read(tx -> RightsTables.grants(tx, " WHERE id = ?", id)).stream()
                .findFirst();
    }

    /** Those on one VM alone, shares with them. */
    public List<Grant> ofVm(long vm) {
        return register.read(tx -> ofVm(tx, vm));
    }

    private static List<Grant> ofVm(Connection tx, long vm) throws SQLException {
        return RightsTables.grants(tx, " WHERE scope = 'vm' AND scope_id = ?", vm);
    }

    /**
     * Grants something.
     *
     * @param by who gives it
     * @throws RightsConflict if it is granted already, or its subject is not there
     */
    public Grant add(Wanted wanted, String by) {
        return register.change((tx, follow) -> add(tx, wanted, by, register.now(), follow));
    }

    private static Grant add(Connection tx, Wanted wanted, String by, Instant now, Register.Consequences follow)
            throws SQLException {
        requireSubject(tx, wanted.subject());
        requireScope(tx, wanted.scope());
        boolean granted = RightsTables.grants(
                        tx, " WHERE subject = ?", wanted.subject().toString())
                .stream()
                .anyMatch(grant -> grant.role() == wanted.role().id()
                        && grant.scope().equals(wanted.scope())
                        && grant.shared() == wanted.shared());
        if (granted) {
            throw new RightsConflict("That is granted already.");
        }
        Grant grant = new Grant(
                Sequences.next(tx, "grant_seq"),
                wanted.subject(),
                wanted.role().id(),
                wanted.scope(),
                wanted.shared(),
                wanted.until(),
                by,
                now);
        insert(tx, grant);
        follow.of(grant.scope());
        return grant;
    }

    private static void requireScope(Connection tx, Scope scope) throws SQLException {
        String table =
                switch (scope.kind()) {
                    case CLUSTER -> "cluster";
                    case GROUP -> "user_group";
                    case VM -> "vm_inventory";
                    case ALL, TAG -> null;
                };
        if (table != null && !exists(tx, table, scope.id())) {
            throw new RightsConflict("There is no " + scope.kind().word() + " of that id.");
        }
    }

    static void requireSubject(Connection tx, Subject subject) throws SQLException {
        String table = subject.kind() == Subject.Kind.USER ? "account" : "user_group";
        if (!exists(tx, table, subject.id())) {
            throw new RightsConflict("There is no " + subject.kind().name().toLowerCase(Locale.ROOT) + " of that id.");
        }
    }

    private static boolean exists(Connection tx, String table, long id) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement("SELECT id FROM " + table + " WHERE id = ?")) {
            select.setLong(1, id);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void insert(Connection tx, Grant grant) throws SQLException {
        try (PreparedStatement insert = tx.prepareStatement(
                "INSERT INTO access_grant (id, subject, role_id, scope,"
                        + " scope_id, scope_tag, shared, until, granted_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            insert.setLong(1, grant.id());
            insert.setString(2, grant.subject().toString());
            insert.setLong(3, grant.role());
            insert.setString(4, grant.scope().kind().word());
            insert.setLong(5, grant.scope().id());
            insert.setString(6, grant.scope().tag());
            insert.setBoolean(7, grant.shared());
            Instant until = grant.until();
            insert.setObject(8, until == null ? null : until.toEpochMilli());
            insert.setString(9, grant.by());
            insert.setLong(10, grant.since().toEpochMilli());
            insert.executeUpdate();
        }
    }

    /**
     * Takes a grant back; nothing happens if it is not there any more.
     *
     * @throws RightsConflict if nobody would administer users then
     */
    public void remove(long id) {
        register.change((tx, follow) -> {
            for (Grant grant : RightsTables.grants(tx, " WHERE id = ?", id)) {
                delete(tx, grant, follow);
                if (grant.role() == Role.ADMINISTRATOR.id() && grant.scope().equals(Scope.ALL)) {
                    LastAdministrator.require(tx);
                }
            }
            return true;
        });
    }

    /** Takes a grant back; what owners of a VM shared ends with any owner's right. */
    static void delete(Connection tx, Grant grant, Register.Consequences follow) throws SQLException {
        boolean ends = grant.isOwnership() && !grant.shared();
        try (PreparedStatement delete = tx.prepareStatement("DELETE FROM access_grant WHERE id = ?"
                + (ends ? " OR (shared = TRUE AND scope = 'vm' AND scope_id = ?)" : ""))) {
            delete.setLong(1, grant.id());
            if (ends) {
                delete.setLong(2, grant.scope().id());
            }
            delete.executeUpdate();
        }
        follow.of(grant.scope());
    }

    /** Takes back all that a subject was granted. */
    static void deleteOf(Connection tx, Subject subject, Register.Consequences follow) throws SQLException {
        for (Grant grant : RightsTables.grants(tx, " WHERE subject = ?", subject.toString())) {
            delete(tx, grant, follow);
        }
    }

    /** Takes back all that a user was granted, with the rules that assign to it. */
    public static void deleteOfUser(Connection tx, long account, Register.Consequences follow) throws SQLException {
        deleteOf(tx, Subject.user(account), follow);
        if (Rules.deleteOf(tx, Subject.user(account))) {
            follow.of(Scope.ALL);
        }
        follow.ofNamed(account);
    }

    /** Who owns a VM by a grant; rules may add others. */
    public Set<Subject> owners(long vm) {
        return ofVm(vm).stream()
                .filter(grant -> grant.isOwnership() && !grant.shared())
                .map(Grant::subject)
                .collect(Collectors.toSet());
    }

    /**
     * Has a VM owned by these and by no others.
     *
     * @throws RightsConflict if one of them is not there
     */
    public void setOwners(long vm, Set<Subject> owners, String by) {
        register.change((tx, follow) -> {
            Set<Subject> missing = new HashSet<>(owners);
            for (Grant grant : ofVm(tx, vm)) {
                if (grant.isOwnership() && !grant.shared() && !missing.remove(grant.subject())) {
                    delete(tx, grant, follow);
                }
            }
            for (Subject owner : missing) {
                add(tx, new Wanted(owner, Role.OWNER, Scope.vm(vm), false, null), by, register.now(), follow);
            }
            return true;
        });
    }

    /**
     * Gives a user or a group the role everywhere, or takes it back: these are a user's own roles.
     *
     * @throws RightsConflict if nobody would administer users then
     */
    public void setRoles(Subject subject, Set<Role> roles, String by) {
        register.change((tx, follow) -> {
            setRoles(tx, subject, roles, by, register.now(), follow);
            LastAdministrator.require(tx);
            return true;
        });
    }

    /** The same within a transaction. */
    public static void setRoles(
            Connection tx, Subject subject, Set<Role> roles, String by, Instant now, Register.Consequences follow)
            throws SQLException {
        Set<Long> missing = roles.stream().map(Role::id).collect(Collectors.toSet());
        for (Grant grant : RightsTables.grants(tx, " WHERE scope = 'all' AND subject = ?", subject.toString())) {
            if (grant.until() != null || !missing.remove(grant.role())) {
                delete(tx, grant, follow);
            }
        }
        Set<Role> added =
                roles.stream().filter(role -> missing.contains(role.id())).collect(Collectors.toSet());
        addRoles(tx, subject, added, by, now, follow);
    }

    /** Gives a subject roles everywhere that it does not have. */
    public static void addRoles(
            Connection tx, Subject subject, Set<Role> roles, String by, Instant now, Register.Consequences follow)
            throws SQLException {
        for (Role role : roles) {
            add(tx, new Wanted(subject, role, Scope.ALL, false, null), by, now, follow);
        }
    }

    /** The roles that users have everywhere, by their ids. */
    public Map<Long, Set<Long>> roles(Collection<Long> users) {
        Object[] subjects =
                users.stream().map(user -> Subject.user(user).toString()).toArray();
        return users.isEmpty()
                ? Map.of()
                : register
                        .read(tx -> RightsTables.grants(
                                tx, " WHERE scope = 'all' AND subject IN (" + Listed.marks(users) + ")", subjects))
                        .stream()
                        .collect(Collectors.groupingBy(
                                grant -> grant.subject().id(), Collectors.mapping(Grant::role, Collectors.toSet())));
    }
}
