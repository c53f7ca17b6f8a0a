package org.muster.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.inventory.InventoryRig.NOW;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.muster.inventory.Figures.Figure;
import org.muster.platform.TestDatabase;

/** Rows that are kept from pass to pass are what the tables have. */
class PlacedVmsTest {

    private static final int MANY = 120;
    private static final long HERE = 10;
    private static final long ELSEWHERE = 20;

    private final InventoryRig vms = new InventoryRig();
    private final PlacedVms placed = new PlacedVms(1, HERE);
    private final List<String> ids = new ArrayList<>();

    private void add(int count, long connection) {
        List<Change> added = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String id = "n" + ids.size();
            ids.add(id);
            added.add(new Change.Added(InventoryRig.state(id, "vm " + id, VmStatus.RUNNING, connection, null)));
        }
        vms.write(added.toArray(Change[]::new));
    }

    private Map<String, Vm> kept() {
        return vms.database.read(tx -> placed.with(tx, ids));
    }

    private Map<String, Vm> stored() {
        return vms.database.read(tx -> new KnownVms().of(tx, 1, HERE, ids));
    }

    private void run(String sql) {
        vms.database.call(tx -> {
            try (var statement = tx.createStatement()) {
                return statement.executeUpdate(sql);
            }
        });
    }

    private Vm row(String id) {
        return Objects.requireNonNull(stored().get(id));
    }

    private void tell(List<Figure> figures) {
        vms.database.call(tx -> new Figures().write(tx, HERE, figures, placed));
        placed.told(figures);
    }

    private void change(Vm row, VmState after) {
        vms.write(new Change.Updated(row.id(), row.revision(), row.state(), after));
    }

    @Test
    void onlyWhatWasWrittenSinceIsReadAgain() {
        add(MANY, HERE);
        Map<String, Vm> before = kept();
        Vm row = row("n3");
        change(row, row.state().withStatus(VmStatus.STOPPED, "shutoff", null));

        Map<String, Vm> after = kept();

        assertThat(after).isEqualTo(stored());
        assertThat(after.get("n3")).isEqualTo(row("n3"));
        assertThat(before.keySet())
                .filteredOn(id -> after.get(id) != before.get(id))
                .containsExactly("n3");
    }

    @Test
    void figuresThatWereToldAreKnown() {
        add(MANY, HERE);
        kept();
        tell(List.of(new Figure("n1", 12.5, 50.0, NOW.minusSeconds(60)), new Figure("n2", 1.0, null, null)));
        tell(List.of(new Figure("n1", 12.5, 50.0, NOW.minusSeconds(61)), new Figure("n2", null, null, null)));

        assertThat(kept()).isEqualTo(stored());
        assertThat(row("n1").cpuUsage()).isEqualTo(12.5);
        assertThat(row("n2").cpuUsage()).isNull();
    }

    @Test
    void tagsInMusterStayWhenFiguresCome() {
        add(MANY, HERE);
        run("UPDATE vm_inventory SET own_tags = ',prod,'");
        kept();
        tell(List.of(new Figure("n1", 12.5, 50.0, null)));

        assertThat(kept()).isEqualTo(stored());
        assertThat(row("n1").ownTags()).containsExactly("prod");
    }

    @Test
    void anEarlierRevisionIsAnotherDatabases() {
        add(MANY, HERE);
        kept();
        run("UPDATE inventory_revision SET revision = revision - 1 WHERE id = 1");
        run("UPDATE vm_inventory SET status = 'paused' WHERE external_id = 'n1'");

        assertThat(kept()).isEqualTo(stored());
    }

    @Test
    void whereMuchHasChangedAllIsReadAnew() {
        add(MANY, HERE);
        kept();
        add(MANY, HERE);

        assertThat(kept()).hasSize(2 * MANY + 1).isEqualTo(stored());
    }

    @Test
    void whateverHappensTheKeptRowsAreTheStoredOnes() {
        for (long seed = 0; seed < (TestDatabase.isMariaDb() ? 4 : 20); seed++) {
            Random random = new Random(seed);
            add(MANY, HERE);
            for (int deed = 0; deed < 30; deed++) {
                happen(random);
                assertThat(kept()).as("seed %d, deed %d", seed, deed).isEqualTo(stored());
            }
            placed.forget();
        }
    }

    private void happen(Random random) {
        List<Vm> rows = List.copyOf(stored().values());
        Vm row = rows.get(random.nextInt(rows.size()));
        boolean here = random.nextBoolean();
        switch (random.nextInt(7)) {
            case 0 -> add(1 + random.nextInt(3), here ? HERE : ELSEWHERE);
            case 1 -> change(row, row.state().withStatus(VmStatus.STOPPED, "shutoff", null));
            case 2 -> change(row, row.state().withStatus(VmStatus.RUNNING, "running", NOW));
            case 3 -> change(row, row.state().withPlace(here ? HERE : ELSEWHERE, "host"));
            case 4 ->
                change(
                        row,
                        row.state()
                                .withAbsence(
                                        here
                                                ? VmState.Absence.NONE
                                                : new VmState.Absence(3, NOW, Duration.ofSeconds(9), NOW)));
            case 5 -> change(row, row.state().withRival(here ? new VmState.Rival(ELSEWHERE, "host", 1) : null));
            default ->
                tell(IntStream.range(0, 30)
                        .mapToObj(i ->
                                rows.get(random.nextInt(rows.size())).state().externalId())
                        .distinct()
                        .map(id -> new Figure(
                                id,
                                (double) random.nextInt(5),
                                null,
                                here ? NOW.minusSeconds(random.nextInt(9)) : null))
                        .toList());
        }
    }
}
