package org.muster.access.rights;

import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rules of who may what, read as they are written, one question at a time: slow, and nothing to go wrong. */
record Reading(
        List<Grant> grants,
        List<Rule> rules,
        Map<Long, Role> roles,
        Map<Long, Group> groups,
        Map<String, Long> users,
        Map<Long, VmFacts> vms,
        Instant now) {

    Set<Permission> everywhere(long account) {
        Set<Permission> held = EnumSet.noneOf(Permission.class);
        grants.stream()
                .filter(grant -> grant.scope().kind() == Scope.Kind.ALL && holds(grant, account))
                .forEach(grant -> held.addAll(there(roles, grant.role()).permissions()));
        return held;
    }

    Set<Permission> on(long account, long id) {
        VmFacts vm = there(vms, id);
        Set<Permission> held =
                everywhere(account).stream().filter(Permission::isOfVms).collect(Collectors.toSet());
        grants.stream()
                .filter(grant -> grant.scope().kind() != Scope.Kind.ALL && holds(grant, account) && covers(grant, vm))
                .forEach(grant -> held.addAll(there(roles, grant.role()).permissions()));
        rules.stream()
                .filter(rule -> Optional.ofNullable(assignee(rule, vm))
                        .filter(subject -> goesBy(account, subject))
                        .isPresent())
                .forEach(rule -> held.addAll(there(roles, rule.role()).permissions()));
        return held;
    }

    Set<Long> visible(long account, Set<Long> among) {
        return among.stream()
                .filter(vm -> on(account, vm).contains(Permission.VM_READ))
                .collect(Collectors.toSet());
    }

    private boolean holds(Grant grant, long account) {
        return (grant.until() == null || grant.until().isAfter(now)) && goesBy(account, grant.subject());
    }

    private boolean goesBy(long account, Subject subject) {
        if (subject.kind() == Subject.Kind.USER) {
            return subject.id() == account && users.containsValue(account);
        }
        return groups.values().stream()
                .filter(group -> group.members().contains(account))
                .anyMatch(group ->
                        group.id() == subject.id() || Long.valueOf(subject.id()).equals(group.parent()));
    }

    private boolean covers(Grant grant, VmFacts vm) {
        Scope scope = grant.scope();
        return switch (scope.kind()) {
            case ALL -> true;
            case CLUSTER -> vm.cluster() == scope.id();
            case VM -> vm.id() == scope.id();
            case TAG -> hasTag(vm, scope.tag());
            case GROUP ->
                owners(vm).stream()
                        .anyMatch(owner -> owner == scope.id()
                                || Long.valueOf(scope.id())
                                        .equals(there(groups, owner).parent()));
        };
    }

    private Set<Long> owners(VmFacts vm) {
        Set<Subject> owners = new HashSet<>();
        grants.stream()
                .filter(grant -> grant.until() == null || grant.until().isAfter(now))
                .filter(grant ->
                        grant.role() == Role.OWNER.id() && grant.scope().equals(Scope.vm(vm.id())))
                .forEach(grant -> owners.add(grant.subject()));
        rules.stream()
                .filter(rule -> rule.role() == Role.OWNER.id())
                .forEach(rule -> Optional.ofNullable(assignee(rule, vm)).ifPresent(owners::add));
        return owners.stream()
                .filter(owner -> owner.kind() == Subject.Kind.GROUP)
                .map(Subject::id)
                .collect(Collectors.toSet());
    }

    private static boolean hasTag(VmFacts vm, String tag) {
        return vm.ownTags().contains(tag) || (vm.trusted() && vm.sourceTags().contains(tag));
    }

    /** The only patterns of names that the test makes: {@code lab-*} and {@code lab-{user}}. */
    private @Nullable Subject assignee(Rule rule, VmFacts vm) {
        boolean fits = rule.kind() == Rule.Kind.TAG
                ? hasTag(vm, rule.pattern())
                : vm.trusted() && vm.nameKey().startsWith("lab-");
        if (!fits) {
            return null;
        }
        if (rule.subject() != null) {
            return rule.subject();
        }
        Long user = users.get(vm.nameKey().substring("lab-".length()));
        return user == null ? null : Subject.user(user);
    }

    private static <T> T there(Map<Long, T> all, long id) {
        return Objects.requireNonNull(all.get(id));
    }
}
