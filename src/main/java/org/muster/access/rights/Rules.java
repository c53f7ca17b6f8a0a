package org.muster.access.rights;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Sequences;

/** The rules by which VMs are assigned. They hold as long as they fit; nothing has to be taken back. */
@Singleton
public class Rules {

    private final Register register;

    @Inject
    public Rules(Register register) {
        this.register = register;
    }

    public List<Rule> all() {
        return register.read(RightsTables::rules);
    }

    /** Adds a rule, which {@link Rule#wrong} has nothing against. */
    public Rule add(Rule.Kind kind, String pattern, @Nullable Subject subject, Role role) {
        return register.change((tx, follow) -> {
            if (subject != null) {
                Grants.requireSubject(tx, subject);
            }
            Rule rule = new Rule(Sequences.next(tx, "rule_seq"), kind, pattern, subject, role.id());
            try (PreparedStatement insert = tx.prepareStatement("INSERT INTO assignment_rule (id, kind, pattern,"
                    + " subject, role_id, created_at) VALUES (?, ?, ?, ?, ?, ?)")) {
                insert.setLong(1, rule.id());
                insert.setString(2, kind.word());
                insert.setString(3, pattern);
                insert.setString(4, subject == null ? "" : subject.toString());
                insert.setLong(5, rule.role());
                insert.setLong(6, register.now().toEpochMilli());
                insert.executeUpdate();
            }
            follow.of(Scope.ALL);
            return rule;
        });
    }

    /** Takes a rule away; nothing happens if it is not there. */
    public void remove(long id) {
        register.change((tx, follow) -> {
            try (PreparedStatement delete = tx.prepareStatement("DELETE FROM assignment_rule WHERE id = ?")) {
                delete.setLong(1, id);
                delete.executeUpdate();
            }
            follow.of(Scope.ALL);
            return true;
        });
    }

    /** Whether there was any. */
    static boolean deleteOf(Connection tx, Subject subject) throws SQLException {
        try (PreparedStatement delete = tx.prepareStatement("DELETE FROM assignment_rule WHERE subject = ?")) {
            delete.setString(1, subject.toString());
            return delete.executeUpdate() > 0;
        }
    }
}
