package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.muster.access.Account;
import org.muster.access.Accounts;
import org.muster.access.People;
import org.muster.access.rights.Grants;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Role;
import org.muster.access.rights.Roles;
import org.muster.access.rights.Rule;
import org.muster.access.rights.Scope;
import org.muster.access.rights.Subject;

/** Reads what requests say of people, groups, roles and grants. Everything throws {@link InvalidRequest}. */
@Singleton
public class RightsBody {

    private static final int TAG = 64;
    private static final int PATTERN = 255;
    private static final int EMAIL = 255;
    private static final int PASSWORD = 256;

    private final Roles roles;
    private final People people;

    @Inject
    public RightsBody(Roles roles, People people) {
        this.roles = roles;
        this.people = people;
    }

    /**
     * What an account is to be.
     *
     * @param known the account that is to be changed, null for a new one
     */
    People.Wish user(JsonObject body, @Nullable Account known) {
        Check check = new Check();
        String name = name(body, known == null, check);
        String password = JsonBody.exact(body, "password", PASSWORD, check).orElse(null);
        String whose = name != null ? name : known == null ? "" : known.name();
        if (password != null) {
            people.wrongPassword(password, whose).ifPresent(wrong -> check.wrong("password", wrong));
        }
        Account.Kind kind = JsonBody.text(body, "kind", 16, check)
                .flatMap(word -> check.word("kind", word, Account.Kind.values()))
                .orElse(null);
        if (kind == Account.Kind.SERVICE && password != null) {
            check.wrong("password", "can't be given to a service: it comes with a token");
        }
        People.Wish wish = new People.Wish(
                name,
                password,
                kind,
                given(body, "email")
                        ? JsonBody.text(body, "email", EMAIL, check).orElse("")
                        : null,
                JsonBody.flag(body, "enabled", check),
                until(body, "expires", check),
                JsonBody.flag(body, "must_change", check),
                given(body, "roles") ? roles(body, check) : null,
                given(body, "groups") ? ids(body, "groups", check) : null);
        check.done();
        return wish;
    }

    /** A name of at most 64 characters. */
    private static @Nullable String name(JsonObject body, boolean needed, Check check) {
        String name = JsonBody.text(body, "name", Accounts.NAME_LENGTH, check).orElse(null);
        if (name == null && needed) {
            check.wrong("name", "must be given");
        }
        if (name != null && !name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M} ._@+-]*")) {
            check.wrong("name", "must begin with a letter or digit, and have letters, digits, spaces and ._@+- only");
        }
        return name;
    }

    /** The name of a group or role. */
    String name(JsonObject body, @Nullable String known) {
        Check check = new Check();
        String name = name(body, known == null, check);
        check.done();
        return name == null ? String.valueOf(known) : name;
    }

    private Set<Role> roles(JsonObject body, Check check) {
        Set<Role> found = new HashSet<>();
        for (String name : JsonBody.texts(body, "roles", Accounts.NAME_LENGTH, check)) {
            roles.named(name).ifPresentOrElse(found::add, () -> check.wrong("roles", "there is no role " + name));
        }
        return found;
    }

    /** The role that is named. */
    Role role(JsonObject body, @Nullable Role usual) {
        Check check = new Check();
        Optional<String> name = JsonBody.text(body, "role", Accounts.NAME_LENGTH, check);
        Role role = name.flatMap(roles::named).orElse(name.isEmpty() ? usual : null);
        if (role == null) {
            check.wrong("role", "must be the name of a role");
        }
        check.done();
        return java.util.Objects.requireNonNull(role);
    }

    /** The permissions of a role. */
    Set<Permission> permissions(JsonObject body) {
        Check check = new Check();
        Set<Permission> found = EnumSet.noneOf(Permission.class);
        for (String word : JsonBody.texts(body, "permissions", 64, check)) {
            Permission.named(word)
                    .ifPresentOrElse(found::add, () -> check.wrong("permissions", "there is no permission " + word));
        }
        if (found.isEmpty()) {
            check.wrong("permissions", "must be given");
        }
        check.done();
        return found;
    }

    Set<Long> ids(JsonObject body, String field) {
        Check check = new Check();
        Set<Long> ids = ids(body, field, check);
        check.done();
        return ids;
    }

    private static Set<Long> ids(JsonObject body, String field, Check check) {
        Set<Long> ids = new TreeSet<>();
        if (!given(body, field)) {
            return ids;
        }
        if (!(body.get(field) instanceof JsonArray array)) {
            check.wrong(field, "must be an array of ids");
            return ids;
        }
        for (JsonValue one : array) {
            if (one instanceof JsonNumber number && number.toString().matches("[0-9]{1,15}")) {
                ids.add(number.longValue());
            } else {
                check.wrong(field, "must be an array of ids");
            }
        }
        return ids;
    }

    /** The parent of a group; null if it is to have none. */
    @Nullable
    Long parent(JsonObject body, @Nullable Long known) {
        Check check = new Check();
        Long parent = JsonBody.number(body, "parent", check).orElse(null);
        check.done();
        return body.containsKey("parent") ? parent : known;
    }

    Grants.Wanted grant(JsonObject body) {
        Check check = new Check();
        Subject subject = subject(body.get("subject"), check).orElse(null);
        Scope scope = scope(body.get("scope"), check);
        Instant until = until(body, "until", check);
        check.done();
        Role role = role(body, null);
        return new Grants.Wanted(
                java.util.Objects.requireNonNull(subject),
                role,
                scope,
                false,
                Instant.MAX.equals(until) ? null : until);
    }

    /** A share: view or power, for a user or a group. */
    Grants.Wanted share(JsonObject body, long vm) {
        Check check = new Check();
        Subject subject = subject(body.get("subject"), check).orElse(null);
        Instant until = until(body, "until", check);
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
                java.util.Objects.requireNonNull(subject),
                role,
                Scope.vm(vm),
                true,
                Instant.MAX.equals(until) ? null : until);
    }

    /** A rule that is to be. */
    record NewRule(Rule.Kind kind, String pattern, @Nullable Subject subject, Role role) {}

    NewRule rule(JsonObject body) {
        Check check = new Check();
        Optional<String> tag = JsonBody.text(body, "tag", TAG, check);
        Optional<String> name = JsonBody.text(body, "name", PATTERN, check);
        if (tag.isPresent() == name.isPresent()) {
            check.wrong("", "one of tag and name must be given");
        }
        Subject subject =
                given(body, "subject") ? subject(body.get("subject"), check).orElse(null) : null;
        name.flatMap(pattern -> Rule.wrong(pattern, subject == null)).ifPresent(wrong -> check.wrong("name", wrong));
        if (tag.isPresent() && subject == null) {
            check.wrong("subject", "must be given");
        }
        check.done();
        return new NewRule(
                tag.isPresent() ? Rule.Kind.TAG : Rule.Kind.NAME,
                tag.or(() -> name).orElse(""),
                subject,
                role(body, Role.OWNER));
    }

    /** Tags: without commas, of at most 64 characters. */
    Set<String> tags(JsonObject body) {
        Check check = new Check();
        List<String> tags = JsonBody.texts(body, "tags", TAG, check);
        if (!given(body, "tags")) {
            check.wrong("tags", "must be given");
        }
        if (tags.size() > 15) {
            check.wrong("tags", "must be at most 15");
        }
        if (tags.stream().anyMatch(tag -> !tag.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}._:/@+-]*"))) {
            check.wrong("tags", "must begin with a letter or digit, and have letters, digits and ._:/@+- only");
        }
        check.done();
        return new TreeSet<>(tags);
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
                    .or(() -> JsonBody.text(object, "tag", TAG, check).map(Scope::tag));
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

    /** When something ends, null if it does not. */
    @Nullable
    Instant end(JsonObject body, String field) {
        Check check = new Check();
        Instant until = until(body, field, check);
        check.done();
        return Instant.MAX.equals(until) ? null : until;
    }

    /** An instant; {@link Instant#MAX} if it is given as null, null if it is not given. */
    private static @Nullable Instant until(JsonObject body, String field, Check check) {
        if (!body.containsKey(field)) {
            return null;
        }
        if (body.isNull(field)) {
            return Instant.MAX;
        }
        try {
            String text = JsonBody.text(body, field, 40, check).orElse("");
            Instant until = Instant.parse(text);
            if (until.isAfter(Instant.now())) {
                return until;
            }
            check.wrong(field, "must lie ahead");
        } catch (DateTimeException e) {
            check.wrong(field, "must be an instant like 2027-01-31T12:00:00Z");
        }
        return null;
    }

    private static boolean given(JsonObject body, String field) {
        return body.containsKey(field) && !body.isNull(field);
    }
}
