package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.sync.KeptConnections.proxy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.connection.Connection;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.sync.lease.Lease;

/** How a source is asked after a failure, without asking one that fails now and then much more than others. */
class RetryTest {

    private static final BackOff BACK_OFF = new BackOff(Duration.ofSeconds(5), Duration.ofMinutes(5));

    private final Source source =
            new Source(new Connection(1, 1, "demo", List.of("demo://x"), true), new Lease(0, 0, 0), heard -> {});
    private boolean isOpen = true;

    @BeforeEach
    void open() {
        source.keep(proxy(
                HypervisorConnection.class,
                (proxy, method, arguments) -> method.getName().equals("isOpen") && isOpen));
    }

    private void fails(SyncKind kind) {
        source.begin(kind);
        source.failures().failed(BACK_OFF, 0.5, 0);
        source.next();
    }

    @Test
    void oneQuickPassThatFailedIsTriedAgainAsQuickly() {
        fails(SyncKind.QUICK);
        assertThat(source.retryKind()).isEqualTo(SyncKind.QUICK);
    }

    @Test
    void allElseIsTriedAgainInFull() {
        fails(SyncKind.FULL);
        assertThat(source.retryKind()).isEqualTo(SyncKind.FULL);
        source.failures().over();

        fails(SyncKind.QUICK);
        fails(SyncKind.QUICK);
        assertThat(source.retryKind()).as("much may have happened").isEqualTo(SyncKind.FULL);
        source.failures().over();

        fails(SyncKind.QUICK);
        isOpen = false;
        assertThat(source.retryKind()).as("another connection is opened").isEqualTo(SyncKind.FULL);
    }

    @Test
    void fullPassOfTheTimersThatIsMissedIsMadeUpFor() {
        fails(SyncKind.QUICK);
        source.owesFull();
        assertThat(source.retryKind()).isEqualTo(SyncKind.FULL);
        source.observedInFull(0);
        assertThat(source.retryKind()).isEqualTo(SyncKind.QUICK);
    }

    @Test
    void retryStandsForTheNextQuickPassAndForNoOther() {
        assertThat(source.hasPart(SyncKind.QUICK)).isTrue();
        source.retried();
        assertThat(source.hasPart(SyncKind.QUICK)).isFalse();
        assertThat(source.hasPart(SyncKind.QUICK)).isTrue();
        source.retried();
        assertThat(source.hasPart(SyncKind.FULL)).isTrue();
        assertThat(source.hasPart(SyncKind.QUICK)).isTrue();
    }
}
