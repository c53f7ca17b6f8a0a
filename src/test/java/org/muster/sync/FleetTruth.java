package org.muster.sync;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.muster.hypervisor.ObservedVm;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState;

/** What a fleet truly has, and whether the inventory has that too. */
final class FleetTruth {

    private final World fleet;
    private final List<Long> connections;

    /** @param connections of its hosts, in their order */
    FleetTruth(World fleet, List<Long> connections) {
        this.fleet = fleet;
        this.connections = connections;
    }

    /** A VM that there is, and where. */
    private record Truth(long connection, ObservedVm vm) {}

    /** The inventory is the fleet; what the fleet lacks is missing or, {@code inTheEnd}, gone. */
    void compare(RulesWatch rules, boolean inTheEnd) {
        rules.follow();
        Map<String, Truth> truth = new HashMap<>();
        for (int host = 1; host <= connections.size(); host++) {
            for (Map.Entry<String, ObservedVm> vm : fleet.truth(host).entrySet()) {
                truth.put(vm.getKey(), new Truth(connections.get(host - 1), vm.getValue()));
            }
        }
        Map<String, VmState> live = new HashMap<>();
        for (Vm row : rules.rows().values()) {
            VmState state = row.state();
            boolean awaited = !inTheEnd && state.absence().since() != null && !truth.containsKey(state.externalId());
            if (state.isLive() && !awaited) {
                live.put(state.externalId(), state);
            }
        }
        assertThat(live.keySet()).as("the inventory has what the fleet has").isEqualTo(truth.keySet());
        truth.forEach((id, is) -> same(requireNonNull(live.get(id)), is));
        assertThat(rules.staleness().since()).as("nothing is stale").isEmpty();
        assertThat(rules.staleness().states().values())
                .allSatisfy(state -> assertThat(state.quarantine().isOn()).isFalse());
    }

    private static void same(VmState row, Truth truth) {
        String what = row.details().name() + " " + row.externalId();
        assertThat(row.status()).as(what).isEqualTo(truth.vm.reading().status());
        assertThat(row.details()).as(what).isEqualTo(truth.vm.details());
        assertThat(row.connectionId()).as(what).isEqualTo(truth.connection);
        assertThat(row.node()).as(what).isEqualTo(truth.vm.reading().host());
        assertThat(row.syncError()).as(what).isNull();
        assertThat(row.rival()).as(what).isNull();
        assertThat(row.absence()).as(what).isEqualTo(VmState.Absence.NONE);
    }
}
