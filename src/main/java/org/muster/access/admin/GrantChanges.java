package org.muster.access.admin;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.Trail;
import org.muster.access.rights.Grant;
import org.muster.access.rights.Grants;
import org.muster.access.rights.Holdings;
import org.muster.access.rights.Role;
import org.muster.access.rights.Roles;
import org.muster.access.rights.Rule;
import org.muster.access.rights.Rules;
import org.muster.access.rights.Subject;

/** Gives roles by grants and rules, and takes them back: only what the caller has everywhere. */
@Singleton
public class GrantChanges {

    /** A rule that is to be, which {@link Rule#wrong} has nothing against; subject null if names tell it. */
    public record NewRule(Rule.Kind kind, String pattern, @Nullable Subject subject, Role role) {}

    private final Grants grants;
    private final Rules rules;
    private final Roles roles;
    private final Holdings holdings;
    private final Trail trail;

    @Inject
    public GrantChanges(Grants grants, Rules rules, Roles roles, Holdings holdings, Trail trail) {
        this.grants = grants;
        this.rules = rules;
        this.roles = roles;
        this.holdings = holdings;
        this.trail = trail;
    }

    public Grant add(Caller caller, Grants.Wanted wanted) {
        String detail = wanted.role().name() + " of " + wanted.scope()
                + (wanted.until() == null ? "" : " until " + wanted.until());
        return trail.record(caller, "grant.add", wanted.subject().toString(), detail, () -> {
            caller.rights().requireAll(holdings.given(wanted.role(), wanted.subject()));
            return grants.add(wanted, caller.name());
        });
    }

    public void remove(Caller caller, Grant known) {
        Role role = roles.find(known.role()).orElse(null);
        String detail = (role == null ? "?" : role.name()) + " of " + known.scope();
        trail.record(caller, "grant.delete", known.subject().toString(), detail, () -> {
            requireAll(caller, role);
            grants.remove(known.id());
            return true;
        });
    }

    public Rule add(Caller caller, NewRule wanted) {
        String target = wanted.kind().word() + ":" + wanted.pattern();
        String detail = wanted.role().name() + " for " + (wanted.subject() == null ? "{user}" : wanted.subject());
        return trail.record(caller, "rule.add", target, detail, () -> {
            caller.rights().requireAll(holdings.given(wanted.role(), wanted.subject()));
            return rules.add(wanted.kind(), wanted.pattern(), wanted.subject(), wanted.role());
        });
    }

    public void remove(Caller caller, Rule known) {
        trail.record(caller, "rule.delete", "rule:" + known.id(), known.toString(), () -> {
            requireAll(caller, roles.find(known.role()).orElse(null));
            rules.remove(known.id());
            return true;
        });
    }

    private static void requireAll(Caller caller, @Nullable Role role) {
        if (role != null) {
            caller.rights().requireAll(role.permissions());
        }
    }
}
