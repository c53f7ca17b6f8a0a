package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.ProxmoxDouble;
import org.muster.platform.TestDatabase;

/** R13 on two nodes: what refuses the one that observes it is not asked by the other. */
class ProxmoxRefusedOnTwoNodesTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration WAIT = Duration.ofMinutes(5);
    private static final String VM = "qemu/100";

    private final ProxmoxDouble pve = ProxmoxDouble.start(Fleet.of(2, 12))
            .times(Duration.ofMillis(20), Duration.ofMillis(20), Duration.ofMillis(20));
    private final DataSource source = TestDatabase.source();
    private final Path home;
    private final ClusterRig one;
    private final ClusterRig two;
    private final ClusterRig observer;
    private final ClusterRig actor;

    ProxmoxRefusedOnTwoNodesTest(@TempDir Path home) {
        this.home = home;
        one = new ClusterRig(home, source, pve, false);
        two = new ClusterRig(home, source, pve, false);
        one.leases.renew();
        two.leases.renew();
        observer = one.observes() ? one : two;
        actor = observer == one ? two : one;
    }

    @BeforeEach
    void refuse() {
        observer.pass(SyncKind.FULL);
        pve.deleteToken(Fleet.FULL);
        assertThatThrownBy(() -> observer.pass(SyncKind.QUICK)).hasMessageContaining("refuses the credentials");
        pve.forget();
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
        pve.close();
    }

    private void assertActorIsRefused() {
        long connection = actor.row(VM).state().connectionId();
        HypervisorException refused = catchThrowableOfType(
                HypervisorException.class, () -> actor.sources.ask(connection, asked -> asked.observeVm(VM, LIMIT)));
        assertThat(refused.reason()).isEqualTo(Reason.CREDENTIALS_REFUSED);
        assertThat(refused).hasMessage("The cluster refuses the credentials.");
    }

    private int attempts() {
        return pve.requests().values().stream().mapToInt(count -> count).sum();
    }

    private void forward(Duration time) {
        Stream.of(one, two).forEach(node -> node.clock.forward(time));
    }

    @Test
    void r13TheOtherNodeDoesNotAskUntilItIsTime() {
        assertActorIsRefused();
        forward(WAIT.minusSeconds(1));
        assertActorIsRefused();
        assertThat(attempts()).isZero();

        forward(Duration.ofSeconds(2));
        assertActorIsRefused();
        assertActorIsRefused();
        assertThat(attempts()).isEqualTo(1);
    }

    @Test
    void r13NodeThatTakesOverDoesNotAskEither() {
        try (ClusterRig heir = new ClusterRig(home, source, pve, true)) {
            heir.clock.forward(Duration.ofMinutes(1));
            assertThatThrownBy(() -> heir.pass(SyncKind.FULL)).hasMessageContaining("refuses the credentials");
            assertThat(attempts()).isZero();
            heir.clock.forward(WAIT);
            assertThatThrownBy(() -> heir.pass(SyncKind.FULL)).hasMessageContaining("refuses the credentials");
            assertThat(attempts()).isEqualTo(1);
        }
    }
}
