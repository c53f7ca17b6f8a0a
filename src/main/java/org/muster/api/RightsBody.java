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
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.muster.access.Account;
import org.muster.access.Accounts;
import org.muster.access.People;
import org.muster.access.admin.Naming;
import org.muster.access.rights.Permission;
import org.muster.access.rights.Role;
import org.muster.access.rights.Roles;

/** Reads what requests say of people, groups, roles and grants. Everything throws {@link InvalidRequest}. */
@Singleton
public class RightsBody {

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
        if (name != null) {
            Naming.wrongName(name).ifPresent(wrong -> check.wrong("name", wrong));
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

    /** Tags: without commas, of at most 64 characters. */
    Set<String> tags(JsonObject body) {
        Check check = new Check();
        List<String> tags = JsonBody.texts(body, "tags", Naming.TAG_LENGTH, check);
        if (!given(body, "tags")) {
            check.wrong("tags", "must be given");
        }
        if (tags.size() > Naming.MOST_TAGS) {
            check.wrong("tags", "must be at most " + Naming.MOST_TAGS);
        }
        tags.stream()
                .flatMap(tag -> Naming.wrongTag(tag).stream())
                .findFirst()
                .ifPresent(wrong -> check.wrong("tags", wrong));
        check.done();
        return new TreeSet<>(tags);
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
    static @Nullable Instant until(JsonObject body, String field, Check check) {
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

    static boolean given(JsonObject body, String field) {
        return body.containsKey(field) && !body.isNull(field);
    }
}
