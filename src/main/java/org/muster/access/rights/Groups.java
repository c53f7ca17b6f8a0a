package org.muster.access.rights;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Sequences;

/** The groups and who is in them. Names are compared whatever the case. */
@Singleton
public class Groups {

    private static final int STEP = 500;

    private final Register register;

    @Inject
    public Groups(Register register) {
        this.register = register;
    }

    /** All that there are, by name. */
    public List<Group> all() {
        return register.read(tx -> groups(tx, "", List.of()));
    }

    /** A page of those whose names have all words of {@code search}, by name. */
    public Listed<Group> page(String search, Listed.Page page) {
        Listed.Where where = new Listed.Where().words(search, "g.name_key");
        return register.read(tx -> new Listed<>(
                groups(tx, where.sql(), List.of(where.values()), page.sql()), where.count(tx, "user_group g")));
    }

    public Optional<Group> find(long id) {
        return register.read(tx -> one(tx, id));
    }

    /** The group of that name, without its members. */
    public Optional<Group> named(String name) {
        return register.read(tx -> heads(tx, " WHERE g.name_key = ?", List.of(key(name)), "")).stream()
                .findFirst();
    }

    /** The groups that have this one for a parent, without their members. */
    public List<Group> within(long parent) {
        return register.read(tx -> heads(tx, " WHERE g.parent_id = ?", List.of(parent), ""));
    }

    /** Those of one account, as {@link #of(Collection)} has them. */
    public List<Group> of(long account) {
        return of(List.of(account)).getOrDefault(account, List.of());
    }

    /** The groups that accounts were put into, without their members; their parents are left out. */
    public Map<Long, List<Group>> of(Collection<Long> accounts) {
        return accounts.isEmpty()
                ? Map.of()
                : register.read(tx -> {
                    List<Object> ids = List.copyOf(accounts);
                    String among = " WHERE account_id IN (" + Listed.marks(ids) + ")";
                    Map<Long, Set<Long>> byAccount = pairs(tx, "account_id, group_id FROM group_member" + among, ids);
                    Map<Long, List<Group>> of = new HashMap<>();
                    for (Group group :
                            heads(tx, " WHERE g.id IN (SELECT group_id FROM group_member" + among + ")", ids, "")) {
                        byAccount.forEach((account, groups) -> {
                            if (groups.contains(group.id())) {
                                of.computeIfAbsent(account, each -> new ArrayList<>())
                                        .add(group);
                            }
                        });
                    }
                    return of;
                });
    }

    /** @throws RightsConflict if the name is taken, or the parent has one itself */
    public Group add(String name, @Nullable Long parent, Set<Long> members) {
        return register.change((tx, follow) -> {
            Group group = new Group(Sequences.next(tx, "group_seq"), name, parent, members);
            require(tx, group);
            try (PreparedStatement insert = tx.prepareStatement(
                    "INSERT INTO user_group (name, name_key, parent_id, created_at, id) VALUES (?, ?, ?, ?, ?)")) {
                insert.setString(1, name);
                insert.setString(2, key(name));
                insert.setObject(3, parent);
                insert.setLong(4, register.now().toEpochMilli());
                insert.setLong(5, group.id());
                insert.executeUpdate();
            }
            setMembers(tx, group, Set.of(), follow);
            return group;
        });
    }

    /**
     * Changes its name, parent and members.
     *
     * @throws RightsConflict if the name is taken, or it would be nested deeper than one level
     */
    public void change(Group group) {
        register.change((tx, follow) -> {
            Optional<Group> before = one(tx, group.id());
            if (before.isEmpty()) {
                return false;
            }
            require(tx, group);
            try (PreparedStatement update =
                    tx.prepareStatement("UPDATE user_group SET name = ?, name_key = ?, parent_id = ? WHERE id = ?")) {
                update.setString(1, group.name());
                update.setString(2, key(group.name()));
                update.setObject(3, group.parent());
                update.setLong(4, group.id());
                update.executeUpdate();
            }
            setMembers(tx, group, before.get().members(), follow);
            if (!Objects.equals(before.get().parent(), group.parent())) {
                group.members().forEach(follow::ofMember);
                follow.of(Scope.group(group.id()));
            }
            return true;
        });
    }

    /** Takes a group away with all that it was granted, and all that was granted on its VMs. */
    public void remove(long id) {
        register.change((tx, follow) -> {
            Optional<Group> group = one(tx, id);
            if (group.isEmpty()) {
                return false;
            }
            for (Group child : groups(tx, " WHERE g.parent_id = ?", List.of(id))) {
                child.members().forEach(follow::ofMember);
            }
            setMembers(tx, new Group(id, "", null, Set.of()), group.get().members(), follow);
            Grants.deleteOf(tx, Subject.group(id), follow);
            for (Grant grant : RightsTables.grants(tx, " WHERE scope = 'group' AND scope_id = ?", id)) {
                Grants.delete(tx, grant, follow);
            }
            Rules.deleteOf(tx, Subject.group(id));
            execute(tx, "UPDATE user_group SET parent_id = NULL WHERE parent_id = ?", id);
            execute(tx, "DELETE FROM user_group WHERE id = ?", id);
            follow.of(Scope.group(id));
            return true;
        });
    }

    /** Puts an account into these groups and no others. */
    public void setGroups(long account, Set<Long> groups) {
        register.change((tx, follow) -> {
            setGroups(tx, account, groups, follow);
            return true;
        });
    }

    /** The same within a transaction. */
    public static void setGroups(Connection tx, long account, Set<Long> groups, Register.Consequences follow)
            throws SQLException {
        for (long group : groups) {
            if (one(tx, group).isEmpty()) {
                throw new RightsConflict("There is no group of the id " + group + ".");
            }
        }
        execute(tx, "DELETE FROM group_member WHERE account_id = ?", account);
        for (long group : groups) {
            member(tx, group, account);
        }
        follow.ofMember(account);
    }

    private static void setMembers(Connection tx, Group group, Set<Long> before, Register.Consequences follow)
            throws SQLException {
        for (long lost : before) {
            if (!group.members().contains(lost)) {
                execute(tx, "DELETE FROM group_member WHERE group_id = ? AND account_id = ?", group.id(), lost);
                follow.ofMember(lost);
            }
        }
        for (long won : group.members()) {
            if (!before.contains(won)) {
                requireAccount(tx, won);
                member(tx, group.id(), won);
                follow.ofMember(won);
            }
        }
    }

    private static void member(Connection tx, long group, long account) throws SQLException {
        execute(tx, "INSERT INTO group_member (group_id, account_id) VALUES (?, ?)", group, account);
    }

    private static void requireAccount(Connection tx, long account) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement("SELECT id FROM account WHERE id = ?")) {
            select.setLong(1, account);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new RightsConflict("There is no user of the id " + account + ".");
                }
            }
        }
    }

    private static void require(Connection tx, Group group) throws SQLException {
        Map<Long, Group> all = new HashMap<>();
        for (Group one : heads(tx, "", List.of(), "")) {
            all.put(one.id(), one);
            if (one.id() != group.id() && key(one.name()).equals(key(group.name()))) {
                throw new RightsConflict("There is a group of that name.");
            }
        }
        Long parent = group.parent();
        if (parent == null) {
            return;
        }
        Group above = all.get(parent);
        boolean hasChildren =
                all.values().stream().anyMatch(one -> Long.valueOf(group.id()).equals(one.parent()));
        if (above == null) {
            throw new RightsConflict("There is no group of the id " + parent + ".");
        }
        if (above.parent() != null || hasChildren || parent == group.id()) {
            throw new RightsConflict("Groups are nested one level deep.");
        }
    }

    private static Optional<Group> one(Connection tx, long id) throws SQLException {
        return groups(tx, " WHERE g.id = ?", List.of(id)).stream().findFirst();
    }

    private static List<Group> groups(Connection tx, String where, List<?> values) throws SQLException {
        return groups(tx, where, values, "");
    }

    /** Members are read by one query for many groups. */
    private static List<Group> groups(Connection tx, String where, List<?> values, String page) throws SQLException {
        List<Group> heads = heads(tx, where, values, page);
        List<Group> groups = new ArrayList<>();
        for (int from = 0; from < heads.size(); from += STEP) {
            List<Group> step = heads.subList(from, Math.min(from + STEP, heads.size()));
            List<Long> ids = step.stream().map(Group::id).toList();
            Map<Long, Set<Long>> members = pairs(
                    tx, "group_id, account_id FROM group_member WHERE group_id IN (" + Listed.marks(ids) + ")", ids);
            step.forEach(head -> groups.add(
                    new Group(head.id(), head.name(), head.parent(), members.getOrDefault(head.id(), Set.of()))));
        }
        return groups;
    }

    private static List<Group> heads(Connection tx, String where, List<?> values, String page) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement(
                "SELECT g.id, g.name, g.parent_id FROM user_group g" + where + " ORDER BY g.name_key" + page)) {
            bind(select, values);
            List<Group> heads = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long parent = row.getLong(3);
                    boolean top = row.wasNull();
                    heads.add(new Group(row.getLong(1), row.getString(2), top ? null : (Long) parent, Set.of()));
                }
            }
            return heads;
        }
    }

    /** The second column's values by the first's. */
    private static Map<Long, Set<Long>> pairs(Connection tx, String columns, List<?> values) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement("SELECT " + columns)) {
            bind(select, values);
            Map<Long, Set<Long>> pairs = new HashMap<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    pairs.computeIfAbsent(row.getLong(1), each -> new HashSet<>())
                            .add(row.getLong(2));
                }
            }
            return pairs;
        }
    }

    private static void bind(PreparedStatement select, List<?> values) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            select.setObject(i + 1, values.get(i));
        }
    }

    private static void execute(Connection tx, String sql, long... values) throws SQLException {
        try (PreparedStatement statement = tx.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
