package org.muster.api;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.access.Account;
import org.muster.access.People;
import org.muster.access.rights.Grant;
import org.muster.access.rights.Group;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Role;
import org.muster.access.rights.Rule;
import org.muster.access.rights.Scope;
import org.muster.access.rights.Subject;

/** People, groups, roles and what is granted to whom, in JSON. Never a password. */
final class RightsJson {

    private RightsJson() {}

    static JsonOut user(JsonOut out, People.Person person) {
        Account account = person.account();
        out.object()
                .number("id", account.id())
                .text("name", account.name())
                .text("kind", account.kind().word())
                .text("email", account.email())
                .flag("enabled", account.enabled())
                .time("expires", account.expires())
                .flag("must_change", account.mustChange())
                .time("created_at", account.since())
                .array("roles");
        person.roles().forEach(role -> out.element(role.name()));
        out.endArray().array("groups");
        person.groups().forEach(group -> out.element(group.id()));
        return out.endArray().endObject();
    }

    static JsonOut group(JsonOut out, Group group) {
        out.object()
                .number("id", group.id())
                .text("name", group.name())
                .number("parent", group.parent())
                .array("members");
        group.members().stream().sorted().forEach(out::element);
        return out.endArray().endObject();
    }

    static JsonOut role(JsonOut out, Role role) {
        out.object()
                .number("id", role.id())
                .text("name", role.name())
                .flag("built_in", role.isBuiltIn())
                .array("permissions");
        role.permissions().stream().sorted().map(Permission::name).forEach(out::element);
        return out.endArray().endObject();
    }

    /** @param roles names by id */
    static JsonOut grant(JsonOut out, Grant grant, Map<Long, String> roles) {
        out.object().number("id", grant.id());
        subject(out, grant.subject());
        out.text("role", roles.get(grant.role()));
        scope(out, grant.scope());
        return out.flag("shared", grant.shared())
                .time("until", grant.until())
                .text("granted_by", grant.by())
                .time("created_at", grant.since())
                .endObject();
    }

    /** @param roles names by id */
    static JsonOut rule(JsonOut out, Rule rule, Map<Long, String> roles) {
        out.object().number("id", rule.id()).text(rule.kind().word(), rule.pattern());
        subject(out, rule.subject());
        return out.text("role", roles.get(rule.role())).endObject();
    }

    static Map<Long, String> names(Iterable<Role> roles) {
        Map<Long, String> names = new java.util.HashMap<>();
        roles.forEach(role -> names.put(role.id(), role.name()));
        return names;
    }

    static void subject(JsonOut out, @Nullable Subject subject) {
        if (subject != null) {
            out.object("subject")
                    .number(subject.kind() == Subject.Kind.USER ? "user" : "group", subject.id())
                    .endObject();
        }
    }

    private static void scope(JsonOut out, Scope scope) {
        out.object("scope");
        switch (scope.kind()) {
            case ALL -> out.flag("all", true);
            case TAG -> out.text("tag", scope.tag());
            default -> out.number(scope.kind().word(), scope.id());
        }
        out.endObject();
    }

    /** Subjects, as the contract has owners: users and groups apart. */
    static JsonOut subjects(JsonOut out, Iterable<Subject> subjects) {
        for (Subject.Kind kind : Subject.Kind.values()) {
            out.array(kind == Subject.Kind.USER ? "users" : "groups");
            for (Subject subject : subjects) {
                if (subject.kind() == kind) {
                    out.element(subject.id());
                }
            }
            out.endArray();
        }
        return out;
    }

    /** For the audit trail. */
    static String words(Iterable<Subject> subjects) {
        return java.util.stream.StreamSupport.stream(subjects.spliterator(), false)
                .map(Subject::toString)
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
