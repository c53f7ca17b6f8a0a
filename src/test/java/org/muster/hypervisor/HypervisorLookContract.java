package org.muster.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.HypervisorException.Reason;

/** What every adapter holds of looking again at a few VMs, at one guest, or at whether the source answers. */
abstract class HypervisorLookContract extends HypervisorFixture {

    private static final String NOBODY = "5f0f9ee4-0000-4000-8000-00000000dead";

    @Test
    void severalVmsAreObservedAsInTheWhole() throws Exception {
        HypervisorConnection connection = open();
        ObservedVm stopped = find(connection, stoppedVm());
        String running = find(connection, runningVm()).reading().externalId();
        TargetedObservation seen = connection.observeVms(
                List.of(running, NOBODY, stopped.reading().externalId(), running, "no-such-vm"), LIMIT);
        assertThat(seen.absent()).isEqualTo(Set.of(NOBODY, "no-such-vm"));
        assertThat(seen.vms())
                .extracting(vm -> vm.reading().externalId())
                .containsExactlyInAnyOrder(running, stopped.reading().externalId());
        assertThat(seen.vms()).contains(stopped);
        assertThat(seen.calls()).isPositive();
        assertThat(connection.observeVms(List.of(), LIMIT).vms()).isEmpty();
    }

    @Test
    void stoppedGuestIsNotHeard() throws Exception {
        HypervisorConnection connection = open();
        String id = find(connection, stoppedVm()).reading().externalId();
        GuestObservation guest = connection.observeGuest(id, LIMIT);
        assertThat(guest.agent()).isIn(GuestObservation.Agent.NONE, GuestObservation.Agent.AWAY);
        assertThat(guest.hostName()).isNull();
        assertFails(Reason.NO_SUCH_VM, () -> connection.observeGuest(NOBODY, LIMIT));
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void probeTellsWhetherTheSourceAnswers() throws Exception {
        hypervisor().probe(target(), LIMIT);
        hang();
        assertEnds(() -> probe());
        heal();
        die();
        assertEnds(() -> probe());
        heal();
        hypervisor().probe(target(), LIMIT);
    }

    private Object probe() throws HypervisorException {
        hypervisor().probe(target(), shortLimit());
        return target();
    }
}
