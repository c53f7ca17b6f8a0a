package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedVm;
import org.muster.inventory.Change;
import org.muster.inventory.InventoryWriter;
import org.muster.inventory.PlacedVms;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

/** The middle rules of truth of ARCHITECTURE.md, one after the other, through the whole engine and a real database. */
class RulesOfTruth4To8Test extends RulesOfTruthFixture {

    RulesOfTruth4To8Test(@TempDir Path home) {
        super(home);
    }

    @Test
    void rule4APassThatEndsAfterItsClusterWasRemovedWritesNothing() throws Exception {
        long connection = rig.source(1).connection().id();
        Pass pass = rig.pass(rig.source(1));
        Observation seen = rig.sources.ask(connection, open -> open.observe(Duration.ofSeconds(1)));
        new ClusterRemoval(rig.database, rig.clusters, rig.connections, rig.sources).remove(rig.cluster.id());

        assertThatThrownBy(() -> rig.writer.full(pass, seen, Sample.TOLL, new PlacedVms(1, connection)))
                .isInstanceOf(PassWriter.Overtaken.class);

        assertThat(rig.rows()).isEmpty();
        assertThat(rig.states.all()).isEmpty();
    }

    @Test
    void rule4AnOlderPassWritesNothingAfterAYoungerOne() {
        Pass older = rig.pass(rig.source(1));
        rig.quick(1);
        Map<Long, VmState> before = rig.vmStates();

        assertThatThrownBy(() -> rig.writer.full(
                        older,
                        new Observation(List.of(), List.of(Sample.host(1, true)), 1),
                        Sample.TOLL,
                        rig.source(1).placed()))
                .isInstanceOf(PassWriter.Overtaken.class);
        assertThat(rig.vmStates()).isEqualTo(before);
    }

    @Test
    void rule4ARowThatAnActionMovedMeanwhileIsLeftAlone() {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        InventoryWriter writer = new InventoryWriter();
        VmState acted = vm.state().withStatus(VmStatus.STOPPED, "off", null);
        VmState late = vm.state().withStatus(VmStatus.PAUSED, "paused", null);
        for (VmState state : List.of(acted, late)) {
            rig.database.call(tx -> {
                long revision = writer.nextRevision(tx);
                long pass = writer.nextPass(tx);
                writer.write(
                        tx,
                        List.of(new Change.Updated(vm.id(), vm.revision(), vm.state(), state)),
                        pass,
                        Sample.NOON,
                        revision);
                return true;
            });
        }

        assertThat(rig.row(vm.state().externalId()).state().status()).isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void rule5AMigrationKeepsTheRow() {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        rig.fleet.move(vm.state().externalId(), 1, 2);

        rig.full(2);
        rig.full(1);
        rig.quick(2);

        Vm after = rig.row(vm.state().externalId());
        assertThat(after.id()).isEqualTo(vm.id());
        assertThat(after.state().connectionId()).isEqualTo(rig.id(2));
        assertThat(rig.rows()).hasSize(VMS);
        assertThat(after.state().syncError()).isNull();
    }

    @Test
    void rule5TwoActiveOnesAreOneRow() {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        rig.fleet.copy(vm.state().externalId(), 1, 2);
        for (int i = 0; i < 2; i++) {
            rig.full(2);
            rig.full(1);
        }

        assertThat(rig.rows()).hasSize(VMS);
        Vm after = rig.row(vm.state().externalId());
        assertThat(after.state().connectionId()).isEqualTo(rig.id(1));
        assertThat(after.state().syncError()).startsWith("also running on ");
    }

    @Test
    void rule6AHangingConnectionDelaysNoOther() throws Exception {
        rig.fleet.faults().hang(1);
        rig.clock.forward(Duration.ofSeconds(40));

        rig.engine.tick(SyncKind.QUICK);
        rig.engine.tick(SyncKind.QUICK);

        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(() -> assertThat(observedAt(2)).isEqualTo(rig.clock.instant()));
        assertThat(rig.states.all())
                .allSatisfy(state -> assertThat(state.connectionId() == rig.id(1) ? state.lastQuick() : Instant.EPOCH)
                        .isNotEqualTo(rig.clock.instant()));
    }

    @Test
    void rule6AConnectionHasAtMostOnePassAtATime() throws Exception {
        assertThat(rig.source(1).begin(SyncKind.FULL)).isTrue();

        rig.engine.tick(SyncKind.QUICK);
        Run waiting = new Run(1, rig.cluster.id(), SyncKind.FULL, "trigger", rig.time, true);

        assertThat(rig.source(1).begin(SyncKind.FULL)).isFalse();
        assertThat(rig.source(1).beginOrWait(waiting)).isFalse();
        Source.Wanted next = rig.source(1).next();
        assertThat(next).isEqualTo(new Source.Wanted(SyncKind.FULL, List.of(waiting)));
        assertThat(rig.source(1).next()).isNull();
        assertThat(rig.source(1).begin(SyncKind.FULL)).isTrue();
    }

    @Test
    void rule7NoHypervisorIsAskedInsideATransaction() {
        int before = rig.watch.questions();

        rig.full(1);
        rig.quick(1);

        assertThat(rig.watch.questions()).isGreaterThan(before + 3);
        assertThat(rig.watch.insideTransactions()).isEmpty();
    }

    @Test
    void rule8WhatReadersGetAreValues() {
        Function<Class<?>, Boolean> isValue = type -> type.isRecord() || type.isEnum();

        assertThat(List.of(Vm.class, VmState.class, Change.Added.class, Change.Updated.class, ObservedVm.class))
                .allMatch(isValue::apply);
        Vm read = rig.rows().get(0);
        assertThatThrownBy(() -> read.state().details().tags().add("x"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private @Nullable Instant observedAt(int host) {
        return rig.states.all().stream()
                .filter(state -> state.connectionId() == rig.id(host))
                .findFirst()
                .orElseThrow()
                .lastQuick();
    }
}
