package org.muster.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.VmEvent.Kind;
import org.muster.inventory.VmAction;

/** What every adapter holds whose source tells of events, beside {@link HypervisorContract}. */
public abstract class HypervisorEventContract extends HypervisorContract {

    @Test
    void eventsTellOfWhatIsDoneBehindTheAdaptersBack() throws Exception {
        HypervisorConnection connection = open();
        Ear ear = new Ear();
        assertThat(connection.listen(ear, LIMIT)).isTrue();
        createVm("contract-heard");
        try {
            String id = find(connection, "contract-heard").reading().externalId();
            ear.awaitEvent(id, Kind.DEFINED);
            renameVm("contract-heard", "contract-heard-of");
            ear.awaitEvent(id, Kind.DEFINED);
            HypervisorConnection other = open();
            other.perform(new Order(VmAction.START, id, LIMIT), LIMIT);
            ear.awaitEvent(id, Kind.LIFECYCLE);
            other.perform(new Order(VmAction.STOP, id, LIMIT), LIMIT);
            ear.awaitEvent(id, Kind.ENDED);
            removeVm("contract-heard-of");
            ear.awaitEvent(id, Kind.UNDEFINED);
        } finally {
            find(connection, runningVm());
        }
    }

    @Test
    void whoClosedIsToldNothingMore() throws Exception {
        HypervisorConnection connection = open();
        Ear closed = new Ear();
        assertThat(connection.listen(closed, LIMIT)).isTrue();
        connection.close();
        HypervisorConnection other = open();
        Ear ear = new Ear();
        assertThat(other.listen(ear, LIMIT)).isTrue();
        createVm("contract-unheard");
        String id = find(other, "contract-unheard").reading().externalId();
        ear.awaitEvent(id, Kind.DEFINED);
        removeVm("contract-unheard");
        ear.awaitEvent(id, Kind.UNDEFINED);
        assertThat(closed.events()).extracting(VmEvent::externalId).doesNotContain(id); // others' may have come before
    }

    @Test
    void listeningToWhatHangsOrIsGoneEnds() throws Exception {
        HypervisorConnection hung = open();
        hang();
        assertFails(Reason.TIMEOUT, () -> hung.listen(new Ear(), shortLimit()));
        assertThat(hung.isOpen()).isFalse();
        heal();
        HypervisorConnection killed = open();
        die();
        assertEnds(() -> killed.listen(new Ear(), shortLimit()));
        assertThat(killed.isOpen()).isFalse();
    }

    @Test
    void listenerIsToldWhenTheConnectionBreaks() throws Exception {
        HypervisorConnection connection = open();
        Ear ear = new Ear();
        assertThat(connection.listen(ear, LIMIT)).isTrue();
        die();
        ear.awaitLoss();
        assertEnds(() -> connection.observeStatuses(shortLimit()));
        assertThat(connection.isOpen()).isFalse();
    }
}
