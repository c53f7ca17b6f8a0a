package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muster.hypervisor.proxmox.ProxmoxRig;
import org.muster.hypervisor.proxmox.pve.Fault;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.inventory.SourceKind;
import org.muster.inventory.VmState;
import org.muster.platform.Databases;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

/** What a Proxmox VE cluster that lies, never ends or refuses us does to its own VMs, and to another cluster: nothing. */
class ProxmoxAnchorsTest {

    private static final int VMS = 30;
    private static final String LIST = "GET /cluster/resources";

    private final ProxmoxRig proxmox = new ProxmoxRig(Fleet.of(2, VMS));
    private final ProxmoxRig other = new ProxmoxRig(Fleet.of(1, 2));
    private final EngineRig.HandClock clock = new EngineRig.HandClock();
    private final SourceRig rig;

    ProxmoxAnchorsTest(@TempDir Path home) {
        rig = new SourceRig(
                home,
                Databases.migrated(TestDatabase.source()),
                Sample.config(Map.of(SyncKey.QUICK_DEADLINE, 60L, SyncKey.OPEN_DEADLINE, 60L)),
                new Time(clock, clock::nanos),
                proxmox.hypervisor,
                List.of(List.of(proxmox.pve.address())),
                proxmox.credentials());
        rig.add("other", SourceKind.PROXMOX, List.of(List.of(other.pve.address())), other.credentials());
        rig.pass(1, SyncKind.FULL);
        rig.pass(2, SyncKind.FULL);
    }

    @AfterEach
    void close() {
        rig.close();
        proxmox.close();
        other.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY_LIST", "ALL_UNKNOWN", "GAPS", "TRUNCATED", "ENDLESS", "BOMB"})
    void r4AListThatLiesOrNeverEndsTakesNothingAwayAndIsTold(Fault fault) {
        Map<Long, VmState> before = rig.vmStates();
        assertThat(before).hasSize(VMS + 2);
        proxmox.pve.fault(LIST, fault);

        rig.attempt(1, SyncKind.FULL);
        clock.forward(Duration.ofMinutes(20));
        rig.attempt(1, SyncKind.QUICK);
        rig.attempt(1, SyncKind.FULL);

        Map<Long, VmState> after = rig.vmStates();
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((id, was) -> {
            VmState is = Objects.requireNonNull(after.get(id));
            assertThat(is.absence()).isEqualTo(VmState.Absence.NONE);
            assertThat(unstarted(was.withError(is.syncError()))).isEqualTo(unstarted(is));
        });
        boolean told = rig.state(1).failingSince() != null
                || rig.state(1).quarantine().isOpen()
                || rig.rows().stream().anyMatch(vm -> vm.state().syncError() != null);
        assertThat(told).isTrue();
    }

    /** What figures tell of its start is by another clock than this one. */
    private static VmState unstarted(VmState state) {
        return state.withStatus(state.status(), state.statusDetail(), null);
    }

    @Test
    void r13AWrongTokenIsTriedOnceInFiveMinutesAndHoldsUpNoOtherCluster() {
        proxmox.pve.deleteToken(Fleet.FULL);
        proxmox.pve.forget();
        int minutes = 12;
        for (int second = 0; second < minutes * 60; second += 30) {
            assertThat(rig.attempt(1, SyncKind.QUICK).error()).isEqualTo("The cluster refuses the credentials.");
            rig.pass(2, SyncKind.QUICK);
            clock.forward(Duration.ofSeconds(30));
        }

        int attempts = proxmox.pve.requests().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        assertThat(attempts).isBetween(1, 1 + minutes / 5);
        assertThat(other.pve.count(LIST)).isGreaterThanOrEqualTo(minutes * 2);
        assertThat(rig.state(2).failingSince()).isNull();
    }
}
