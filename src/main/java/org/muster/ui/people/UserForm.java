package org.muster.ui.people;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.muster.access.Account;
import org.muster.access.People;
import org.muster.access.admin.Naming;
import org.muster.access.rights.Role;
import org.muster.ui.page.Choice;
import org.muster.ui.page.Typed;
import org.muster.ui.page.WrongField;

/**
 * The form of a user.
 *
 * @param typed by the field's name
 */
public record UserForm(Map<String, String> typed, List<Choice> roles) {

    static UserForm empty(List<Role> roles) {
        return new UserForm(Map.of("must_change", "on", "enabled", "on"), choices(roles, role -> false));
    }

    static UserForm again(Typed typed, List<Role> roles) {
        Set<String> chosen = Set.copyOf(typed.all("role"));
        return new UserForm(
                typed.again("name", "email", "kind", "expires", "must_change", "enabled", "groups"),
                choices(roles, role -> chosen.contains(Long.toString(role.id()))));
    }

    static UserForm of(People.Person person, List<Role> roles) {
        Account account = person.account();
        return new UserForm(
                Map.of(
                        "name", account.name(),
                        "email", account.email(),
                        "expires", Typed.day(account.expires()),
                        "must_change", account.mustChange() ? "on" : "",
                        "enabled", account.enabled() ? "on" : ""),
                choices(roles, person.roles()::contains));
    }

    private static List<Choice> choices(List<Role> roles, Predicate<Role> chosen) {
        return roles.stream()
                .map(role -> new Choice(Long.toString(role.id()), role.name(), "", chosen.test(role)))
                .toList();
    }

    public String value(String name) {
        return typed.getOrDefault(name, "");
    }

    public boolean on(String name) {
        return !value(name).isEmpty();
    }

    /** What a new account is to be; a person gets that password. */
    static People.Wish added(Typed typed, List<Role> roles, Set<Long> groups, String password) {
        boolean service = typed.text("kind").equals("service");
        return new People.Wish(
                name(typed),
                service ? null : password,
                service ? Account.Kind.SERVICE : Account.Kind.PERSON,
                email(typed),
                null,
                typed.endOfDay("expires", "The end"),
                !service && typed.on("must_change"),
                chosen(typed, roles),
                groups);
    }

    /** What differs from how an account is; its groups are changed on their own pages. */
    static People.Wish changed(Typed typed, People.Person known, List<Role> roles) {
        Account account = known.account();
        Set<Role> chosen = chosen(typed, roles);
        String name = name(typed);
        return new People.Wish(
                name.equals(account.name()) ? null : name,
                null,
                null,
                email(typed),
                typed.on("enabled"),
                expires(typed, account.expires()),
                typed.on("must_change"),
                chosen.equals(new HashSet<>(known.roles())) ? null : chosen,
                null);
    }

    private static @Nullable Instant expires(Typed typed, @Nullable Instant known) {
        String day = typed.text("expires");
        if (day.equals(Typed.day(known))) {
            return null;
        }
        return day.isEmpty() ? Instant.MAX : typed.endOfDay("expires", "The end");
    }

    private static Set<Role> chosen(Typed typed, List<Role> roles) {
        Set<String> ids = new TreeSet<>(typed.all("role"));
        Set<Role> chosen = new HashSet<>();
        roles.stream().filter(role -> ids.contains(Long.toString(role.id()))).forEach(chosen::add);
        return chosen;
    }

    private static String name(Typed typed) {
        return name(typed.text("name"));
    }

    /** @throws WrongField if it is none */
    static String name(String name) {
        Naming.wrongName(name).ifPresent(wrong -> {
            throw new WrongField("The name " + wrong + ".");
        });
        return name;
    }

    private static String email(Typed typed) {
        String email = typed.text("email");
        if (email.length() > 255) {
            throw new WrongField("The e-mail address must have at most 255 characters.");
        }
        return email;
    }
}
