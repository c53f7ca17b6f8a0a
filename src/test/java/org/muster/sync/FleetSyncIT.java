package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.connection.Connections;
import org.muster.hypervisor.libvirt.Lab;
import org.muster.inventory.Cluster;
import org.muster.inventory.Clusters;
import org.muster.inventory.ConnectionStates;
import org.muster.inventory.SourceKind;
import org.muster.platform.Database;
import org.muster.platform.Home;
import org.muster.platform.Meters;
import org.muster.platform.Secrets;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

/** Full and quick sync of 10,000 mock domains over libvirt's real RPC, changed behind Muster's back. */
class FleetSyncIT {

    private static final int VMS = 10_000;
    private static final SyncConfig CONFIG =
            Sample.config(Map.of(SyncKey.FULL_DEADLINE, 120L, SyncKey.QUICK_DEADLINE, 60L, SyncKey.OPEN_DEADLINE, 60L));
    static final SyncSettings SETTINGS = SyncSettings.fixed(CONFIG);

    private final Database database = TestDatabase.fresh();
    private final Lab lab = Lab.started();
    private final Sources sources;
    private final PassRunner passes;

    FleetSyncIT(@TempDir Path home) {
        lab.lab("fleet", String.valueOf(VMS));
        Connections connections = new Connections(database, new Secrets(database, new Home(home)));
        Clusters clusters = new Clusters(database);
        sources = new Sources(
                List.of(lab.hypervisor()),
                connections,
                SETTINGS,
                OwnNode.of(database, Time.SYSTEM),
                new StoredRefusals(database, new ConnectionStates(database), Time.SYSTEM));
        PassWriter writer = new PassWriter(database, new ConnectionStates(database), clusters, SETTINGS);
        passes = new PassRunner(
                sources, writer, new PortCheck(SETTINGS), new Fences(database), SETTINGS, new Meters(), Time.SYSTEM);
        database.call(tx -> {
            Cluster fleet = clusters.add(tx, "fleet", SourceKind.LIBVIRT, Sample.NOON);
            return connections.add(tx, fleet.id(), "libvirt", lab.fleetTarget().addresses(), Map.of());
        });
    }

    private Run.Outcome pass(SyncKind kind) {
        Run.Outcome outcome = passes.run(sources.current().get(0), kind).outcome();
        assertThat(outcome.error()).isNull();
        return outcome;
    }

    private long rows(String condition) {
        return database.call(tx -> {
            try (ResultSet row =
                    tx.createStatement().executeQuery("SELECT COUNT(*) FROM vm_inventory WHERE " + condition)) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Test
    void tenThousandAreTakenInAndOnlyWhatChangesIsWritten() {
        try {
            // The driver's own domain "test" is one more.
            assertThat(pass(SyncKind.FULL).added()).isEqualTo(VMS + 1);
            long running = rows("status = 'running'");
            assertThat(running).isGreaterThan(VMS / 2);
            assertThat(rows("live_key IS NULL")).isZero();

            Run.Outcome again = pass(SyncKind.FULL);
            assertThat(again.seen()).isEqualTo(VMS + 1);
            assertThat(again.added() + again.changed() + again.gone()).isZero();
            assertThat(pass(SyncKind.QUICK).changed()).isZero();

            List<String> victims = lab.fleetVirsh("list", "--name")
                    .lines()
                    .filter(name -> !name.isBlank() && !name.equals("test"))
                    .limit(3)
                    .toList();
            victims.forEach(name -> lab.fleetVirsh("destroy", name));
            assertThat(pass(SyncKind.QUICK).changed()).isEqualTo(3);
            assertThat(rows("status = 'running'")).isEqualTo(running - 3);
            lab.fleetVirsh("undefine", victims.get(0));
            assertThat(pass(SyncKind.FULL).changed()).isEqualTo(1);
            assertThat(rows("missing_since IS NOT NULL")).isEqualTo(1);
        } finally {
            sources.close();
        }
    }
}
