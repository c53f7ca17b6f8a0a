package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.demo.DemoEventFault;
import org.muster.hypervisor.demo.DemoFault;
import org.muster.hypervisor.demo.DemoHealth;
import org.muster.inventory.ConnectionState;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmQuery;
import org.muster.inventory.VmStatus;

/** The last rules of truth of ARCHITECTURE.md, and what schedules of faults have found broken once. */
class RulesOfTruth9To11Test extends RulesOfTruthFixture {

    RulesOfTruth9To11Test(@TempDir Path home) {
        super(home);
    }

    private static void soon(Runnable holds) {
        await().atMost(20, TimeUnit.SECONDS).untilAsserted(holds::run);
    }

    @Test
    void rule9TimersAloneMakeItRight() {
        rig.fleet.events().set(DemoEventFault.LOST);
        String paused = rig.any(1, VmStatus.RUNNING).state().externalId();
        String renamed = rig.any(2, VmStatus.RUNNING).state().externalId();
        rig.fleet.order(1, paused, VmAction.SUSPEND);
        rig.fleet.rename(2, renamed, "another");

        rig.engine.tick(SyncKind.QUICK);
        soon(() -> assertThat(rig.row(paused).state().status()).isEqualTo(VmStatus.PAUSED));
        soon(() -> assertThat(rig.source(2).isBusyFor(SyncKind.QUICK)).isFalse());
        rig.engine.tick(SyncKind.FULL);
        soon(() -> assertThat(rig.row(renamed).state().details().name()).isEqualTo("another"));
    }

    @Test
    void rule9AFullTickWaitsForTheQuickPassUnderWay() {
        assertThat(rig.source(1).begin(SyncKind.QUICK)).isTrue();

        rig.engine.tick(SyncKind.FULL);
        rig.engine.tick(SyncKind.FULL);

        assertThat(rig.source(1).next())
                .satisfies(next -> assertThat(next.kind()).isEqualTo(SyncKind.FULL))
                .satisfies(next -> assertThat(next.runs()).hasSize(1));
    }

    @Test
    void rule9ADatabaseThatFailsLeavesNoConnectionBusy() {
        rig.database.call(tx -> {
            try (Statement statement = tx.createStatement()) {
                return statement.execute("DROP TABLE sync_run");
            }
        });
        rig.fleet.create(1, "new");

        rig.engine.tick(SyncKind.QUICK);

        soon(() -> assertThat(rig.rows()).hasSize(41));
        soon(() -> assertThat(rig.engine.isSyncing(rig.cluster.id())).isFalse());
        soon(() -> assertThat(rig.source(1).begin(SyncKind.FULL)).isTrue());
    }

    @Test
    void rule10APassAsksTwoQuestionsHoweverManyVmsThereAre() {
        int before = rig.watch.questions();
        rig.quick(1);
        int afterQuick = rig.watch.questions();
        rig.full(1);

        assertThat(afterQuick - before).as("statuses, figures").isEqualTo(2);
        assertThat(rig.watch.questions() - afterQuick).as("everything, figures").isEqualTo(2);
    }

    @Test
    void rule11HostileTextsAreStoredAsHarmlessOnes() {
        String id = rig.any(1, VmStatus.RUNNING).state().externalId();
        String hostile =
                "<script>\u0000\r\n\u001b[2J'; DROP TABLE vm_inventory; --\ud83d\ude00\ud83d %_" + "x".repeat(9_000);
        rig.fleet.rename(1, id, hostile);

        rig.full(1);

        String name = rig.row(id).state().details().name();
        assertThat(name).hasSizeLessThanOrEqualTo(255).startsWith("<script>").contains("\ud83d\ude00");
        assertThat(name.chars().anyMatch(Character::isISOControl)).isFalse();
        assertThat(rig.full(1).outcome().changed())
                .as("it is what is observed again")
                .isZero();
        VmQuery words =
                new VmQuery(List.of("%_xx"), null, Set.of(), null, null, null, null, false, VmQuery.Sort.NAME, false);
        assertThat(rig.inventory.list(words, Viewer.ALL, rig.staleness(), 1, 10).vms())
                .extracting(vm -> vm.state().externalId())
                .containsExactly(id);
    }

    @Test
    void rule11AHostileErrorIsOneShortLine() {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        rig.fleet.spoil(1, vm.state().externalId(), "no\nway\u0007" + "y".repeat(9_000));

        rig.full(1);

        assertThat(rig.row(vm.state().externalId()).state().syncError())
                .startsWith("no way")
                .hasSizeLessThanOrEqualTo(500)
                .doesNotContain("\n", "\u0007");
    }

    @Test
    void rule1AListThatNamesAVmTwiceIsNoList() {
        List<Vm> before = rig.rows();
        rig.fleet.faults().set(1, new DemoHealth(DemoFault.TWICE, Duration.ZERO));

        assertThat(rig.full(1).outcome().error()).contains("twice");
        assertThat(rig.quick(1).outcome().error()).contains("twice");

        assertThat(rig.rows())
                .extracting(Vm::state)
                .isEqualTo(before.stream().map(Vm::state).toList());
        assertThat(rig.states.all()).extracting(ConnectionState::reason).contains("bad_answer");
    }

    @Test
    void rule3AnObservationFromTheFutureIsNoProofOfFreshness() {
        rig.clock.jump(Duration.ofHours(-1));

        assertThat(rig.staleness().since()).hasSize(2).allSatisfy((connection, since) -> assertThat(since)
                .isEqualTo(rig.clock.instant()));
        rig.quick(1);
        assertThat(rig.staleness().connections())
                .containsExactly(rig.source(2).connection().id());
    }
}
