package org.muster.access.rights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells who may do what with a VM by the grants and rules that hold now. Pure. */
final class Claims {

    private record Compiled(Rule rule, Pattern pattern) {}

    private record Claim(Subject subject, long role) {}

    private final Map<Long, Long> bits;
    private final Map<Scope, List<Claim>> byScope = new HashMap<>();
    private final Map<Long, Long> parents;
    private final Map<String, Long> users;
    private final List<Rule> ofTags = new ArrayList<>();
    private final List<Compiled> ofNames = new ArrayList<>();
    private final boolean ofGroups;
    private final Set<String> tags = new HashSet<>();

    /**
     * @param roles all that there are
     * @param grants those that have not ended
     * @param parents of the groups that have one
     * @param users ids by names in lower case
     */
    Claims(
            Collection<Role> roles,
            Collection<Grant> grants,
            Collection<Rule> rules,
            Map<Long, Long> parents,
            Map<String, Long> users) {
        this.bits = new HashMap<>();
        roles.forEach(role -> bits.put(role.id(), role.bits()));
        this.parents = Map.copyOf(parents);
        this.users = Map.copyOf(users);
        for (Grant grant : grants) {
            byScope.computeIfAbsent(grant.scope(), scope -> new ArrayList<>())
                    .add(new Claim(grant.subject(), grant.role()));
            if (grant.scope().kind() == Scope.Kind.TAG) {
                tags.add(grant.scope().tag());
            }
        }
        this.ofGroups = grants.stream().anyMatch(grant -> grant.scope().kind() == Scope.Kind.GROUP);
        for (Rule rule : rules) {
            if (rule.kind() == Rule.Kind.TAG) {
                ofTags.add(rule);
            } else {
                ofNames.add(new Compiled(rule, rule.compiled()));
            }
        }
    }

    /** Whether nothing is granted but everything. */
    boolean isOfAllOnly() {
        return byScope.keySet().stream().allMatch(scope -> scope.kind() == Scope.Kind.ALL)
                && ofTags.isEmpty()
                && ofNames.isEmpty();
    }

    /** Who may see everything, as that bit: whoever holds more holds that by the grants themselves. */
    Map<Subject, Long> ofAll() {
        Map<Subject, Long> held = new HashMap<>();
        take(held, byScope.get(Scope.ALL));
        held.values().removeIf(bits -> !Permission.VM_READ.isIn(bits));
        held.replaceAll((subject, bits) -> Permission.bits(Set.of(Permission.VM_READ)));
        return held;
    }

    /** Whether a VM's name may tell who has it. */
    boolean areByUsersNames() {
        return ofNames.stream().anyMatch(compiled -> compiled.rule().subject() == null);
    }

    /** What each subject may do with that VM, as bits; what it may do with everything is left out. */
    Map<Subject, Long> of(VmFacts vm) {
        List<Claim> direct = new ArrayList<>(byScope.getOrDefault(Scope.vm(vm.id()), List.of()));
        byRules(vm, direct);
        Map<Subject, Long> held = new HashMap<>();
        take(held, direct);
        take(held, byScope.get(Scope.cluster(vm.cluster())));
        tags.stream().filter(vm::hasTag).forEach(tag -> take(held, byScope.get(Scope.tag(tag))));
        if (ofGroups) {
            owningGroups(direct).forEach(group -> take(held, byScope.get(Scope.group(group))));
        }
        return held;
    }

    private void byRules(VmFacts vm, List<Claim> claims) {
        for (Rule rule : ofTags) {
            if (rule.subject() != null && vm.hasTag(rule.pattern())) {
                claims.add(new Claim(rule.subject(), rule.role()));
            }
        }
        for (Compiled rule : vm.trusted() ? ofNames : List.<Compiled>of()) {
            Matcher name = rule.pattern().matcher(vm.nameKey());
            if (name.matches()) {
                Subject subject = rule.rule().subject() != null ? rule.rule().subject() : told(name);
                if (subject != null) {
                    claims.add(new Claim(subject, rule.rule().role()));
                }
            }
        }
    }

    private @Nullable Subject told(Matcher name) {
        Long user = users.get(name.group("user"));
        return user == null ? null : Subject.user(user);
    }

    /** The groups that own it, and those of which they are part. */
    private Set<Long> owningGroups(List<Claim> direct) {
        Set<Long> groups = new HashSet<>();
        for (Claim claim : direct) {
            if (claim.role() == Role.OWNER.id() && claim.subject().kind() == Subject.Kind.GROUP) {
                groups.add(claim.subject().id());
                Long parent = parents.get(claim.subject().id());
                if (parent != null) {
                    groups.add(parent);
                }
            }
        }
        return groups;
    }

    private void take(Map<Subject, Long> held, @Nullable List<Claim> claims) {
        if (claims != null) {
            claims.forEach(claim -> held.merge(claim.subject(), bits.getOrDefault(claim.role(), 0L), (a, b) -> a | b));
        }
    }
}
