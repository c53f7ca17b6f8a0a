package org.muster.access.rights;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What subjects hold and what comes with something: whoever gives it, or rules over them, must hold that himself. */
@Singleton
public class Holdings {

    private final Register register;

    @Inject
    public Holdings(Register register) {
        this.register = register;
    }

    /** All that a subject holds anywhere: by itself, by its groups and by their parents. */
    public Set<Permission> held(Subject subject) {
        return register.read(tx -> {
            Set<Permission> held = EnumSet.noneOf(Permission.class);
            Map<Long, Role> roles = roles(tx);
            Set<String> goesByAll = Subjects.all(tx, subject);
            for (Rule rule : RightsTables.rules(tx)) {
                boolean told = rule.subject() == null && subject.kind() == Subject.Kind.USER;
                if (told
                        || (rule.subject() != null
                                && goesByAll.contains(rule.subject().toString()))) {
                    held.addAll(permissions(roles, rule.role()));
                }
            }
            for (String goesBy : goesByAll) {
                for (Grant grant : RightsTables.grants(tx, " WHERE subject = ?", goesBy)) {
                    held.addAll(permissions(roles, grant.role()));
                }
            }
            return held;
        });
    }

    private static Set<Permission> permissions(Map<Long, Role> roles, long id) {
        Role role = roles.get(id);
        return role == null ? Set.of() : role.permissions();
    }

    /** All that somebody may hold by the name that he has: by rules that let a VM's name tell the user. */
    public Set<Permission> heldByNames() {
        return byRules(rule -> rule.subject() == null);
    }

    /** All that anybody holds by one of these tags. */
    public Set<Permission> heldByTags(Set<String> tags) {
        Set<Permission> held = byRules(rule -> rule.kind() == Rule.Kind.TAG && tags.contains(rule.pattern()));
        held.addAll(byGrants(grant -> tags.contains(grant.scope().tag())));
        return held;
    }

    /** All that anybody holds by what sources say of VMs. */
    public Set<Permission> heldBySources() {
        Set<Permission> held = byRules(rule -> true);
        held.addAll(byGrants(grant -> grant.scope().kind() == Scope.Kind.TAG));
        return held;
    }

    /** All that comes with a role for a subject: a group that owns VMs brings what is granted on a group's VMs. */
    public Set<Permission> given(Role role, @Nullable Subject subject) {
        Set<Permission> given = EnumSet.noneOf(Permission.class);
        given.addAll(role.permissions());
        if (role.id() == Role.OWNER.id() && subject != null && subject.kind() == Subject.Kind.GROUP) {
            given.addAll(heldOnVmsOf(subject));
        }
        return given;
    }

    /** All that anybody holds on what a group owns, by that. */
    public Set<Permission> heldOnVmsOf(Subject group) {
        Set<String> owners = register.read(tx -> Subjects.all(tx, group));
        return byGrants(grant -> grant.scope().kind() == Scope.Kind.GROUP
                && owners.contains(Subject.group(grant.scope().id()).toString()));
    }

    private Set<Permission> byRules(Predicate<Rule> counts) {
        Set<Permission> held = EnumSet.noneOf(Permission.class);
        Map<Long, Role> roles = register.read(Holdings::roles);
        register.read(RightsTables::rules).stream().filter(counts).forEach(rule -> {
            Role role = roles.get(rule.role());
            if (role != null) {
                held.addAll(given(role, rule.subject()));
            }
        });
        return held;
    }

    private Set<Permission> byGrants(Predicate<Grant> counts) {
        return register.read(tx -> {
            Map<Long, Role> roles = roles(tx);
            Set<Permission> held = EnumSet.noneOf(Permission.class);
            RightsTables.grants(tx, " WHERE scope <> 'all'").stream()
                    .filter(counts)
                    .forEach(grant -> held.addAll(permissions(roles, grant.role())));
            return held;
        });
    }

    private static Map<Long, Role> roles(Connection tx) throws SQLException {
        return RightsTables.roles(tx).stream().collect(Collectors.toMap(Role::id, role -> role));
    }
}
