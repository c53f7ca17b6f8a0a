package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAccess;
import org.muster.inventory.VmGuest;
import org.muster.inventory.VmGuests;
import org.muster.inventory.VmStatus;

class HousekeepingTest {

    @TempDir
    Path home = Path.of("unset");

    private EngineRig rig;
    private Housekeeping housekeeping;

    @BeforeEach
    void oneVmGoes() {
        rig = new EngineRig(home, "seed=5&hosts=1&vms=20", 1);
        housekeeping = new Housekeeping(rig.database, rig.runs, rig.leases, EngineRig.SETTINGS, rig.time);
        rig.full(1);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void whatIsGoneIsPurgedAfterItsTimeWithAllThatHangsOnIt() {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        rig.database.call(tx -> {
            new VmAccess().write(tx, java.util.List.of(new VmAccess.Entry(vm.id(), "user:7", 1, true)), 1);
            new VmGuests(rig.database).write(tx, vm.id(), VmGuest.NOTHING);
            return true;
        });
        giveUp(vm);

        rig.clock.forward(Duration.ofDays(29));
        housekeeping.tidy();
        assertThat(rig.inventory.find(vm.id(), Viewer.ALL))
                .as("kept for 30 days")
                .isPresent();
        long before = rig.inventory.revision();
        rig.clock.forward(Duration.ofDays(1).plusSeconds(1));
        housekeeping.tidy();

        assertThat(rig.inventory.find(vm.id(), Viewer.ALL)).isEmpty();
        assertThat(rig.inventory.revision()).isGreaterThan(before);
        assertThat(count("vm_access", vm)).isZero();
        assertThat(count("vm_figures", vm)).isZero();
        assertThat(count("vm_guest", vm)).isZero();
        assertThat(rig.rows()).hasSize(19);
    }

    private void giveUp(Vm vm) {
        rig.fleet.remove(1, vm.state().externalId());
        rig.full(1);
        rig.clock.forward(Duration.ofMinutes(10));
        rig.full(1);
        assertThat(rig.rows()).hasSize(19);
    }

    private long count(String table, Vm vm) {
        return rig.database.read(tx -> {
            try (var select = tx.prepareStatement("SELECT COUNT(*) FROM " + table + " WHERE vm_id = ?")) {
                select.setLong(1, vm.id());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }
}
