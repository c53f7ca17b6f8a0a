package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.FigureObservation;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.StatusObservation;
import org.muster.inventory.Change;
import org.muster.inventory.Vm;
import org.muster.inventory.VmGuests;
import org.muster.inventory.VmStatus;
import org.muster.platform.Meters;

/** A node that stood still beyond its lease may not write. */
class NodeThatStoodStillTest {

    private final TwoNodes nodes;
    private final EngineRig one;
    private final EngineRig two;

    NodeThatStoodStillTest(@TempDir Path home) {
        nodes = new TwoNodes(home);
        one = nodes.one;
        two = nodes.two;
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void aNodeThatStoodStillBeyondItsLeaseWritesNothing() throws Exception {
        TwoNodes.observeAll(one);
        TwoNodes.observeAll(two);
        Source held = one.sources.current().get(0);
        HypervisorConnection open = one.sources.opened(held);
        one.fleet.create(host(held), "new");
        Observation full = open.observe(TwoNodes.SECOND);
        StatusObservation statuses = open.observeStatuses(TwoNodes.SECOND);
        FigureObservation figures = open.observeFigures(TwoNodes.SECOND);
        Vm asked = one.rows().stream()
                .filter(vm -> vm.state().connectionId() == held.connection().id())
                .filter(vm -> vm.state().status() == VmStatus.RUNNING)
                .findFirst()
                .orElseThrow();
        GuestObservation guest = open.observeGuest(asked.state().externalId(), TwoNodes.SECOND);
        VmGuests guests = new VmGuests(one.database);
        Pass pass = one.pass(held);

        nodes.onlyTwoLivesFor(20);
        assertThat(TwoNodes.observedBy(two)).hasSize(TwoNodes.HOSTS);
        Map<String, Object> before = everything();

        assertOvertaken(() -> one.writer.full(pass, full, Sample.TOLL, held.placed()));
        assertOvertaken(() -> one.writer.quick(pass, statuses, Sample.TOLL, held.placed()));
        assertOvertaken(() -> one.writer.figures(pass, figures, held.placed()));
        assertOvertaken(() -> one.writer.write(pass, anyChange(held)));
        assertOvertaken(() -> one.writer.failed(
                pass,
                new HypervisorException(HypervisorException.Reason.UNREACHABLE, "gone"),
                1,
                TwoNodes.SECOND,
                Sample.TOLL));
        assertThat(new GuestWriter(one.database, guests)
                        .write(held.lease(), asked, guest, false, null, one.clock.instant()))
                .isFalse();
        assertThat(one.database.<Object, SQLException>read(tx -> guests.find(tx, asked.id())))
                .isEqualTo(Optional.empty());
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void whatAnEventToldIsNotWrittenByANodeThatStoodStill() {
        TwoNodes.observeAll(one);
        Source held = one.sources.current().get(0);
        String vm = one.fleet.create(host(held), "told");
        nodes.onlyTwoLivesFor(20);
        Map<String, Object> before = everything();

        EventPasses events = new EventPasses(one.sources, one.database, EngineRig.SETTINGS, new Meters(), one.time);
        assertThat(events.run(held, new EventInbox.Batch(Set.of(vm), Set.of(), Set.of(), false)))
                .isFalse();

        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aNodeClosesWhatItCouldNotRenewInTimeAndTellsNobodyAnythingOfIt() throws Exception {
        List<HypervisorConnection> open = new ArrayList<>();
        for (Source held : one.sources.current()) {
            open.add(one.sources.opened(held));
        }
        one.clock.forward(Duration.ofSeconds(13));

        one.sources.tidy();

        assertThat(open).hasSize(TwoNodes.HOSTS / 2).noneMatch(HypervisorConnection::isOpen);
        assertThat(one.sources.held()).isEmpty();
        assertThat(one.sources.current()).isEmpty();
    }

    private int host(Source held) {
        return one.connections.enabled().stream()
                        .map(connection -> connection.id())
                        .toList()
                        .indexOf(held.connection().id())
                + 1;
    }

    private List<Change> anyChange(Source held) {
        Vm vm = one.rows().stream()
                .filter(row -> row.state().connectionId() == held.connection().id())
                .findFirst()
                .orElseThrow();
        return List.of(new Change.Updated(
                vm.id(), vm.revision(), vm.state(), vm.state().withStatus(VmStatus.PAUSED, "by a ghost", null)));
    }

    private static void assertOvertaken(org.assertj.core.api.ThrowableAssert.ThrowingCallable write) {
        assertThatThrownBy(write).isInstanceOf(PassWriter.Overtaken.class);
    }

    /** All that a pass may change. */
    private Map<String, Object> everything() {
        Map<String, Object> all = new HashMap<>();
        one.rows().forEach(vm -> all.put("vm " + vm.id(), vm));
        all.put("states", new HashSet<>(one.states.all()));
        all.put("revision", one.inventory.revision());
        return all;
    }
}
