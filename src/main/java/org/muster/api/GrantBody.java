package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.access.Accounts;
import org.muster.access.admin.GrantChanges;
import org.muster.access.admin.Naming;
import org.muster.access.rights.Grants;
import org.muster.access.rights.Role;
import org.muster.access.rights.Roles;
import org.muster.access.rights.Rule;
import org.muster.access.rights.Scope;
import org.muster.access.rights.Subject;

/** Reads what requests say of grants, shares and rules. Everything throws {@link InvalidRequest}. */
@Singleton
public class GrantBody {

    /** Every parameter of {@link #filter}. */
    static final List<String> FILTER = List.of("user", "group", "scope", "cluster", "tag", "vm");

    private static final int PATTERN = 255;

    private final Roles roles;

    @Inject
    public GrantBody(Roles roles) {
        this.roles = roles;
    }

    /** A grant that is to be. */
    Grants.Wanted grant(JsonObject body) {
        Check check = new Check();
        Subject subject = subject(body.get("subject"), check).orElse(null);
        Scope scope = scope(body.get("scope"), check);
        Instant until = RightsBody.until(body, "until", check);
        check.done();
        Role role = role(body, null);
        return new Grants.Wanted(
                Objects.requireNonNull(subject), role, scope, false, Instant.MAX.equals(until) ? null : until);
    }

    /** A share: view or power, for a user or a group. */
    Grants.Wanted share(JsonObject body, long vm) {
        Check check = new Check();
        Subject subject = subject(body.get("subject"), check).orElse(null);
        Instant until = RightsBody.until(body, "until", check);
        Role role =
                switch (JsonBody.text(body, "may", 16, check).orElse("")) {
                    case "view" -> Role.VIEWER;
                    case "power" -> Role.POWER;
                    default -> {
                        check.wrong("may", "must be one of view, power");
                        yield Role.VIEWER;
                    }
                };
        check.done();
        return new Grants.Wanted(
                Objects.requireNonNull(subject), role, Scope.vm(vm), true, Instant.MAX.equals(until) ? null : until);
    }

    /** Which grants a list is to have. */
    Grants.Filter filter(MultivaluedMap<String, String> given) {
        Check check = new Check();
        Optional<Subject> subject = id(given, "user", check).map(Subject::user).or(() -> id(given, "group", check)
                .map(Subject::group));
        Optional<Scope> about = id(given, "cluster", check)
                .map(Scope::cluster)
                .or(() -> id(given, "vm", check).map(Scope::vm))
                .or(() -> check.text("tag", given.getFirst("tag"), Naming.TAG_LENGTH)
                        .map(Scope::tag));
        Optional<Scope.Kind> kind = check.word("scope", given.getFirst("scope"), Scope.Kind.values());
        check.done();
        return new Grants.Filter(subject.orElse(null), kind.orElse(null), about.orElse(null));
    }

    private static Optional<Long> id(MultivaluedMap<String, String> given, String field, Check check) {
        return check.number(field, given.getFirst(field), 1, Check.MAX_ID);
    }

    /** A rule that is to be. */
    GrantChanges.NewRule rule(JsonObject body) {
        Check check = new Check();
        Optional<String> tag = JsonBody.text(body, "tag", Naming.TAG_LENGTH, check);
        Optional<String> name = JsonBody.text(body, "name", PATTERN, check);
        if (tag.isPresent() == name.isPresent()) {
            check.wrong("", "one of tag and name must be given");
        }
        Subject subject = RightsBody.given(body, "subject")
                ? subject(body.get("subject"), check).orElse(null)
                : null;
        name.flatMap(pattern -> Rule.wrong(pattern, subject == null)).ifPresent(wrong -> check.wrong("name", wrong));
        if (tag.isPresent() && subject == null) {
            check.wrong("subject", "must be given");
        }
        check.done();
        return new GrantChanges.NewRule(
                tag.isPresent() ? Rule.Kind.TAG : Rule.Kind.NAME,
                tag.or(() -> name).orElse(""),
                subject,
                role(body, Role.OWNER));
    }

    /** The role that is named. */
    private Role role(JsonObject body, @Nullable Role usual) {
        Check check = new Check();
        Optional<String> name = JsonBody.text(body, "role", Accounts.NAME_LENGTH, check);
        Role role = name.flatMap(roles::named).orElse(name.isEmpty() ? usual : null);
        if (role == null) {
            check.wrong("role", "must be the name of a role");
        }
        check.done();
        return Objects.requireNonNull(role);
    }

    private static Optional<Subject> subject(@Nullable JsonValue value, Check check) {
        if (value instanceof JsonObject object && object.size() == 1) {
            Optional<Long> user = JsonBody.number(object, "user", check);
            Optional<Long> group = JsonBody.number(object, "group", check);
            Optional<Subject> found = user.map(Subject::user).or(() -> group.map(Subject::group));
            if (found.isPresent()) {
                return found;
            }
        }
        check.wrong("subject", "must be {\"user\": id} or {\"group\": id}");
        return Optional.empty();
    }

    private static Scope scope(@Nullable JsonValue value, Check check) {
        if (value instanceof JsonObject object && object.size() == 1) {
            Optional<Scope> found = JsonBody.number(object, "cluster", check)
                    .map(Scope::cluster)
                    .or(() -> JsonBody.number(object, "group", check).map(Scope::group))
                    .or(() -> JsonBody.number(object, "vm", check).map(Scope::vm))
                    .or(() -> JsonBody.text(object, "tag", Naming.TAG_LENGTH, check)
                            .map(Scope::tag));
            if (object.get("all") == JsonValue.TRUE) {
                return Scope.ALL;
            }
            if (found.isPresent()) {
                return found.get();
            }
        }
        check.wrong("scope", "must have one of all (true), cluster, tag, group and vm");
        return Scope.ALL;
    }
}
