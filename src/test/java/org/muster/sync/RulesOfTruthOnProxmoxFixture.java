package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.proxmox.ProxmoxRig;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState;
import org.muster.platform.Databases;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

/** A Proxmox VE cluster that was observed once; time goes by hand. */
abstract class RulesOfTruthOnProxmoxFixture {

    static final int VMS = 30;
    static final String LIST = "GET /cluster/resources";
    static final String CONFIG = "GET /nodes/{node}/qemu/{vmid}/config";

    final ProxmoxRig proxmox = new ProxmoxRig(Fleet.of(2, VMS));
    final EngineRig.HandClock clock = new EngineRig.HandClock();
    final SourceRig rig;

    RulesOfTruthOnProxmoxFixture(@TempDir Path home) {
        rig = new SourceRig(
                home,
                Databases.migrated(TestDatabase.source()),
                Sample.config(Map.of(SyncKey.QUICK_DEADLINE, 60L, SyncKey.OPEN_DEADLINE, 60L)),
                new Time(clock, clock::nanos),
                proxmox.hypervisor,
                List.of(List.of(proxmox.pve.address())),
                proxmox.credentials());
    }

    @BeforeEach
    void observeOnce() {
        full();
        assertThat(rig.rows()).hasSize(VMS);
    }

    @AfterEach
    void close() {
        rig.close();
        proxmox.close();
    }

    void full() {
        rig.pass(1, SyncKind.FULL);
    }

    void quick() {
        rig.pass(1, SyncKind.QUICK);
    }

    Vm row(String id) {
        return rig.rows().stream()
                .filter(vm -> vm.state().externalId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    Map<Long, VmState> before() {
        return rig.vmStates();
    }
}
