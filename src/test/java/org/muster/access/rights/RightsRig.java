package org.muster.access.rights;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
import org.muster.inventory.VmQuery;
import org.muster.platform.Database;
import org.muster.platform.Sequences;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

/** Two clusters with some VMs, an administrator and some others, and a clock of its own. */
final class RightsRig {

    static final Staleness FRESH = new Staleness(Instant.EPOCH, Map.of(), Map.of());
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
    final List<Long> clusters = new ArrayList<>();

    RightsRig() {
        PEOPLE.forEach(name -> accounts.put(name, account(name)));
        grants.setRoles(
                Subject.user(Objects.requireNonNull(accounts.get("admin"))), Set.of(Role.ADMINISTRATOR), "test");
        for (String name : List.of("a", "b")) {
            clusters.add(database.call(tx ->
                    new Clusters(database).add(tx, name, SourceKind.DEMO, now).id()));
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

    List<Vm> all() {
        VmQuery query = new VmQuery(List.of(), null, Set.of(), null, null, null, null, true, VmQuery.Sort.NAME, false);
        return inventory.list(query, Viewer.ALL, FRESH, 1, 100).vms();
    }

    void write(Change change) {
        database.call(tx -> {
            long revision = writer.nextRevision(tx);
            return writer.write(tx, List.of(change), writer.nextPass(tx), now, revision);
        });
    }

    /** Ten seconds pass. */
    void later() {
        now = now.plusSeconds(10);
        nanos += Duration.ofSeconds(10).toNanos();
    }

    Instant now() {
        return now;
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
}
