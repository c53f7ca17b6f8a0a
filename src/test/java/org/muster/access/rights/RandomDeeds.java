package org.muster.access.rights;

import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.muster.inventory.Change;
import org.muster.inventory.Vm;
import org.muster.inventory.VmCategory;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;
import org.muster.inventory.VmType;

/** What people and sources do to who may see what, at random; the same seed does the same. */
final class RandomDeeds {

    private static final List<String> TAGS = List.of("class-a", "class-b", "prod");
    private static final List<String> NAMES = List.of("lab-eva", "lab-tom", "Lab-nobody", "web");

    private final RightsRig rig;
    private final Random random;

    RandomDeeds(RightsRig rig, long seed) {
        this.rig = rig;
        this.random = new Random(seed);
        for (int i = 0; i < 5; i++) {
            addVm();
        }
    }

    /** One thing that people or sources do; what was done, for messages. */
    String changeSomething() {
        try {
            return switch (random.nextInt(15)) {
                case 0, 1, 2, 3 -> grant();
                case 4 -> takeBack();
                case 5 -> group();
                case 6 -> removeGroup();
                case 7 -> owners();
                case 8 -> role();
                case 9 -> rule();
                case 10 -> rewrite();
                case 11 -> tag();
                case 12 -> trust();
                case 13 -> later();
                default -> addVm();
            };
        } catch (RightsConflict e) {
            return "refused: " + e.getMessage();
        }
    }

    private String grant() {
        Instant until = random.nextInt(4) == 0 ? rig.now().plusSeconds(random.nextInt(30)) : null;
        Grants.Wanted wanted =
                new Grants.Wanted(subject(), oneOf(rig.roles.all()), scope(), random.nextInt(5) == 0, until);
        rig.grants.add(wanted, "test");
        return "granted " + wanted;
    }

    private String takeBack() {
        List<Grant> all = rig.grants.all();
        Grant one = oneOf(all);
        rig.grants.remove(one.id());
        return "took back " + one;
    }

    private String group() {
        List<Group> all = rig.groups.all();
        Long parent = all.isEmpty() || random.nextBoolean() ? null : oneOf(all).id();
        Set<Long> members = some(rig.accounts());
        if (all.size() < 4 && random.nextBoolean()) {
            return "added " + rig.groups.add("group" + random.nextInt(1000), parent, members);
        }
        if (all.isEmpty()) {
            return "nothing";
        }
        Group changed = new Group(oneOf(all).id(), "group" + random.nextInt(1000), parent, members);
        rig.groups.change(changed);
        return "changed " + changed;
    }

    private String removeGroup() {
        List<Group> all = rig.groups.all();
        if (all.isEmpty() || random.nextBoolean()) {
            long account = oneOf(rig.accounts());
            Set<Long> in = some(all.stream().map(Group::id).toList());
            rig.groups.setGroups(account, in);
            return "put " + account + " into " + in;
        }
        Group one = oneOf(all);
        rig.groups.remove(one.id());
        return "removed " + one;
    }

    private String owners() {
        long vm = oneOf(rig.vms());
        Set<Subject> owners = new HashSet<>(List.of(subject(), subject()));
        rig.grants.setOwners(vm, owners, "test");
        return vm + " is owned by " + owners;
    }

    private String role() {
        Set<Permission> some = some(Set.of(Permission.values()));
        List<Role> own =
                rig.roles.all().stream().filter(role -> !role.isBuiltIn()).toList();
        if (own.size() < 2) {
            return "added " + rig.roles.add("role" + random.nextInt(1000), some);
        }
        Role one = oneOf(own);
        if (random.nextInt(4) == 0) {
            rig.roles.remove(one);
            return "removed " + one;
        }
        rig.roles.change(new Role(one.id(), one.name(), some));
        return "changed " + one + " to " + some;
    }

    private String rule() {
        List<Rule> all = rig.rules.all();
        if (all.size() > 3) {
            Rule one = oneOf(all);
            rig.rules.remove(one.id());
            return "removed " + one;
        }
        Role role = random.nextBoolean() ? Role.OWNER : oneOf(rig.roles.all());
        return "added "
                + switch (random.nextInt(3)) {
                    case 0 -> rig.rules.add(Rule.Kind.TAG, oneOf(TAGS), subject(), role);
                    case 1 -> rig.rules.add(Rule.Kind.NAME, "Lab-*", subject(), role);
                    default -> rig.rules.add(Rule.Kind.NAME, "lab-{user}", null, role);
                };
    }

    private String rewrite() {
        Vm vm = oneOf(rig.all());
        VmState state = vm.state().withDetails(details(), null);
        rig.write(new Change.Updated(vm.id(), vm.revision(), vm.state(), state));
        return vm.id() + " is " + state.details().name() + " with "
                + state.details().tags();
    }

    private String tag() {
        long vm = oneOf(rig.vms());
        Set<String> some = some(TAGS);
        rig.tags.set(vm, some);
        return "tagged " + vm + " " + some;
    }

    private String trust() {
        long cluster = oneOf(rig.clusters);
        boolean trusted = random.nextBoolean();
        rig.tags.trust(cluster, trusted);
        return "cluster " + cluster + " trusted: " + trusted;
    }

    private String later() {
        rig.later();
        return "later";
    }

    private String addVm() {
        VmState state = VmState.atFirst(
                oneOf(rig.clusters), 1, "vm" + random.nextLong(), "node", details(), VmStatus.RUNNING, "running");
        rig.write(new Change.Added(state));
        return "added a VM of cluster " + state.clusterId() + ", " + state.details();
    }

    private VmDetails details() {
        return new VmDetails(
                oneOf(NAMES),
                null,
                null,
                VmType.QEMU,
                VmCategory.OTHER,
                1,
                1,
                null,
                null,
                false,
                false,
                "",
                "",
                "",
                List.copyOf(some(TAGS)),
                List.of());
    }

    private Subject subject() {
        List<Group> all = rig.groups.all();
        return all.isEmpty() || random.nextBoolean()
                ? Subject.user(oneOf(rig.accounts()))
                : Subject.group(oneOf(all).id());
    }

    private Scope scope() {
        List<Group> all = rig.groups.all();
        return switch (random.nextInt(6)) {
            case 0 -> Scope.ALL;
            case 1 -> Scope.cluster(oneOf(rig.clusters));
            case 2 -> Scope.tag(oneOf(TAGS));
            case 3 ->
                all.isEmpty()
                        ? Scope.vm(oneOf(rig.vms()))
                        : Scope.group(oneOf(all).id());
            default -> Scope.vm(oneOf(rig.vms()));
        };
    }

    private <T> T oneOf(Collection<T> among) {
        return among.stream()
                .sorted()
                .skip(random.nextInt(among.size()))
                .findFirst()
                .orElseThrow();
    }

    private <T> T oneOf(List<T> among) {
        return among.get(random.nextInt(among.size()));
    }

    private <T> Set<T> some(Collection<T> among) {
        return among.stream().sorted().filter(one -> random.nextBoolean()).collect(Collectors.toSet());
    }
}
