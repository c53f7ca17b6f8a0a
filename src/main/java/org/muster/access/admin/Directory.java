package org.muster.access.admin;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muster.access.Account;
import org.muster.access.Accounts;
import org.muster.access.rights.Group;
import org.muster.access.rights.Groups;
import org.muster.access.rights.Listed;
import org.muster.access.rights.Subject;
import org.muster.platform.Database;

/** The names of users and groups, whatever the case. */
@Singleton
public class Directory {

    private final Database database;
    private final Accounts accounts;
    private final Groups groups;

    @Inject
    public Directory(Database database, Accounts accounts, Groups groups) {
        this.database = database;
        this.accounts = accounts;
        this.groups = groups;
    }

    /** Who has that name. */
    public Optional<Subject> find(Subject.Kind kind, String name) {
        return kind == Subject.Kind.USER
                ? accounts.named(name).map(Account::id).map(Subject::user)
                : groups.named(name).map(Group::id).map(Subject::group);
    }

    /** The names of these; who is not there any more is left out. */
    public Map<Subject, String> names(Collection<Subject> subjects) {
        return database.read(tx -> {
            Map<Subject, String> names = new HashMap<>();
            for (Subject.Kind kind : Subject.Kind.values()) {
                List<Long> ids = subjects.stream()
                        .filter(subject -> subject.kind() == kind)
                        .map(Subject::id)
                        .distinct()
                        .toList();
                names(tx, kind == Subject.Kind.USER ? "account" : "user_group", ids)
                        .forEach((id, name) -> names.put(new Subject(kind, id), name));
            }
            return names;
        });
    }

    private static Map<Long, String> names(Connection tx, String table, List<Long> ids) throws SQLException {
        Map<Long, String> names = new HashMap<>();
        if (ids.isEmpty()) {
            return names;
        }
        try (PreparedStatement select =
                tx.prepareStatement("SELECT id, name FROM " + table + " WHERE id IN (" + Listed.marks(ids) + ")")) {
            for (int i = 0; i < ids.size(); i++) {
                select.setLong(i + 1, ids.get(i));
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    names.put(row.getLong(1), row.getString(2));
                }
            }
        }
        return names;
    }
}
