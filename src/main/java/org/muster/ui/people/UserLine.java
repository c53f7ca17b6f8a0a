package org.muster.ui.people;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.access.Account;
import org.muster.access.People;
import org.muster.access.rights.Group;
import org.muster.access.rights.Role;
import org.muster.ui.page.When;

/**
 * A user or a service.
 *
 * @param roles names of those that it has everywhere by itself
 * @param badge the style of its state
 */
public record UserLine(
        long id,
        String name,
        boolean service,
        String email,
        List<String> roles,
        List<Group> groups,
        String state,
        String badge,
        @Nullable When expires,
        When since) {

    static UserLine of(People.Person person, Instant now) {
        Account account = person.account();
        String state = state(account, now);
        return new UserLine(
                account.id(),
                account.name(),
                account.kind() == Account.Kind.SERVICE,
                account.email(),
                person.roles().stream().map(Role::name).toList(),
                person.groups(),
                state,
                state.equals("let in") ? "ok" : state.startsWith("must") ? "pending" : "paused",
                When.of(account.expires(), now),
                When.at(account.since(), now));
    }

    private static String state(Account account, Instant now) {
        if (!account.enabled()) {
            return "disabled";
        }
        Instant expires = account.expires();
        if (expires != null && !expires.isAfter(now)) {
            return "expired";
        }
        return account.mustChange() ? "must change password" : "let in";
    }
}
