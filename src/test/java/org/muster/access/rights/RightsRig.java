package org.muster.access.rights;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.muster.inventory.Change;
import org.muster.inventory.Clusters;
import org.muster.inventory.Inventory;
import org.muster.inventory.InventoryWriter;
import org.muster.inventory.SourceKind;
import org.muster.inventory.Staleness;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmCategory;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmQuery;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;
import org.muster.inventory.VmType;
import org.muster.platform.Database;
import org.muster.platform.Sequences;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

/** Two clusters with some VMs, an administrator and some others, and a clock of its own. */
final class RightsRig {

    static final Staleness FRESH = new Staleness(Instant.EPOCH, Map.of(), Map.of());
    private static final List<String> TAGS = List.of("class-a", "class-b", "prod");
    private static final List<String> NAMES = List.of("lab-eva", "lab-tom", "Lab-nobody", "web");
    private static final List<String> PEOPLE = List.of("admin", "eva", "tom", "zoe", "kim");

    final Database database = TestDatabase.fresh();
    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private long nanos;
    private final Time time = new Time(() -> now, () -> nanos);
    final RightsBook book = new RightsBook(database, time);
    final Register register = new Register(database, book, time);
    final Grants grants = new Grants(register);
    final Groups groups = new Groups(register);
    final Roles roles = new Roles(register);
    final Rules rules = new Rules(register);
    final VmTags tags = new VmTags(register);
    final Inventory inventory = new Inventory(database);
    private final InventoryWriter writer = new InventoryWriter();
    private final Map<String, Long> accounts = new HashMap<>();
    private final List<Long> clusters = new ArrayList<>();
    private final Random random;

    RightsRig(long seed) {
        this.random = new Random(seed);
        PEOPLE.forEach(name -> accounts.put(name, account(name)));
        grants.setRoles(
                Subject.user(Objects.requireNonNull(accounts.get("admin"))), Set.of(Role.ADMINISTRATOR), "test");
        for (String name : List.of("a", "b")) {
            clusters.add(database.call(tx ->
                    new Clusters(database).add(tx, name, SourceKind.DEMO, now).id()));
        }
        for (int i = 0; i < 5; i++) {
            addVm();
        }
    }

    private long account(String name) {
        return register.change((tx, follow) -> {
            long id = Sequences.next(tx, "account_seq");
            try (var insert = tx.prepareStatement("INSERT INTO account (id, name, name_key, password_hash, enabled,"
                    + " created_at) VALUES (?, ?, ?, 'x', TRUE, 0)")) {
                insert.setLong(1, id);
                insert.setString(2, name);
                insert.setString(3, name);
                insert.executeUpdate();
            }
            follow.ofNamed(id);
            return id;
        });
    }

    Collection<Long> accounts() {
        return accounts.values();
    }

    Set<Long> vms() {
        return all().stream().map(Vm::id).collect(Collectors.toSet());
    }

    private List<Vm> all() {
        VmQuery query = new VmQuery(List.of(), null, Set.of(), null, null, null, null, true, VmQuery.Sort.NAME, false);
        return inventory.list(query, Viewer.ALL, FRESH, 1, 100).vms();
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
        Instant until = random.nextInt(4) == 0 ? now.plusSeconds(random.nextInt(30)) : null;
        Grants.Wanted wanted = new Grants.Wanted(subject(), oneOf(roles.all()), scope(), random.nextInt(5) == 0, until);
        grants.add(wanted, "test");
        return "granted " + wanted;
    }

    private String takeBack() {
        List<Grant> all = grants.all();
        Grant one = oneOf(all);
        grants.remove(one.id());
        return "took back " + one;
    }

    private String group() {
        List<Group> all = groups.all();
        Long parent = all.isEmpty() || random.nextBoolean() ? null : oneOf(all).id();
        Set<Long> members = some(accounts.values());
        if (all.size() < 4 && random.nextBoolean()) {
            return "added " + groups.add("group" + random.nextInt(1000), parent, members);
        }
        if (all.isEmpty()) {
            return "nothing";
        }
        Group changed = new Group(oneOf(all).id(), "group" + random.nextInt(1000), parent, members);
        groups.change(changed);
        return "changed " + changed;
    }

    private String removeGroup() {
        List<Group> all = groups.all();
        if (all.isEmpty() || random.nextBoolean()) {
            long account = oneOf(accounts.values());
            Set<Long> in = some(all.stream().map(Group::id).toList());
            groups.setGroups(account, in);
            return "put " + account + " into " + in;
        }
        Group one = oneOf(all);
        groups.remove(one.id());
        return "removed " + one;
    }

    private String owners() {
        long vm = oneOf(vms());
        Set<Subject> owners = new HashSet<>(List.of(subject(), subject()));
        grants.setOwners(vm, owners, "test");
        return vm + " is owned by " + owners;
    }

    private String role() {
        Set<Permission> some = some(Set.of(Permission.values()));
        List<Role> own = roles.all().stream().filter(role -> !role.isBuiltIn()).toList();
        if (own.size() < 2) {
            return "added " + roles.add("role" + random.nextInt(1000), some);
        }
        Role one = oneOf(own);
        if (random.nextInt(4) == 0) {
            roles.remove(one);
            return "removed " + one;
        }
        roles.change(new Role(one.id(), one.name(), some));
        return "changed " + one + " to " + some;
    }

    private String rule() {
        List<Rule> all = rules.all();
        if (all.size() > 3) {
            Rule one = oneOf(all);
            rules.remove(one.id());
            return "removed " + one;
        }
        Role role = random.nextBoolean() ? Role.OWNER : oneOf(roles.all());
        return "added "
                + switch (random.nextInt(3)) {
                    case 0 -> rules.add(Rule.Kind.TAG, oneOf(TAGS), subject(), role);
                    case 1 -> rules.add(Rule.Kind.NAME, "Lab-*", subject(), role);
                    default -> rules.add(Rule.Kind.NAME, "lab-{user}", null, role);
                };
    }

    private String rewrite() {
        Vm vm = oneOf(all());
        VmState state = vm.state().withDetails(details(), null);
        write(new Change.Updated(vm.id(), vm.revision(), vm.state(), state));
        return vm.id() + " is " + state.details().name() + " with "
                + state.details().tags();
    }

    private String tag() {
        long vm = oneOf(vms());
        Set<String> some = some(TAGS);
        tags.set(vm, some);
        return "tagged " + vm + " " + some;
    }

    private String trust() {
        long cluster = oneOf(clusters);
        boolean trusted = random.nextBoolean();
        tags.trust(cluster, trusted);
        return "cluster " + cluster + " trusted: " + trusted;
    }

    private String later() {
        now = now.plusSeconds(10);
        nanos += Duration.ofSeconds(10).toNanos();
        return "later";
    }

    private String addVm() {
        VmState state = VmState.atFirst(
                oneOf(clusters), 1, "vm" + random.nextLong(), "node", details(), VmStatus.RUNNING, "running");
        write(new Change.Added(state));
        return "added a VM of cluster " + state.clusterId() + ", " + state.details();
    }

    private void write(Change change) {
        database.call(tx -> {
            long revision = writer.nextRevision(tx);
            return writer.write(tx, List.of(change), writer.nextPass(tx), now, revision);
        });
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
        List<Group> all = groups.all();
        return all.isEmpty() || random.nextBoolean()
                ? Subject.user(oneOf(accounts.values()))
                : Subject.group(oneOf(all).id());
    }

    private Scope scope() {
        List<Group> all = groups.all();
        return switch (random.nextInt(6)) {
            case 0 -> Scope.ALL;
            case 1 -> Scope.cluster(oneOf(clusters));
            case 2 -> Scope.tag(oneOf(TAGS));
            case 3 ->
                all.isEmpty() ? Scope.vm(oneOf(vms())) : Scope.group(oneOf(all).id());
            default -> Scope.vm(oneOf(vms()));
        };
    }

    /** What there is now, for {@link Reading}. */
    Reading read() {
        Map<Long, VmFacts> facts = all().stream()
                .collect(Collectors.toMap(
                        Vm::id,
                        vm -> new VmFacts(
                                vm.id(),
                                vm.state().clusterId(),
                                tags.isTrusted(vm.state().clusterId()),
                                vm.state().details().name().toLowerCase(Locale.ROOT),
                                Set.copyOf(vm.state().details().tags()),
                                tags.of(vm.id()))));
        return new Reading(
                grants.all(),
                rules.all(),
                roles.all().stream().collect(Collectors.toMap(Role::id, Function.identity())),
                groups.all().stream().collect(Collectors.toMap(Group::id, Function.identity())),
                Map.copyOf(accounts),
                facts,
                now);
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
