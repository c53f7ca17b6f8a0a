package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.muster.hypervisor.Ear;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.Target;
import org.muster.hypervisor.VmEvent.Kind;
import org.muster.platform.Home;

/** A real libvirtd that is reached from afar, by a transport that a subclass supplies. */
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
abstract class RemoteHostTests {

    static final Duration LIMIT = Duration.ofSeconds(30);
    static final Duration SHORT = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final Path folder;
    final Lab lab = Lab.started();
    private String address = "";

    RemoteHostTests(Path folder) {
        this.folder = folder;
    }

    /** Has the laboratory reachable by this transport, with what the client needs in the home; its address. */
    abstract String reach(Path home) throws Exception;

    /** What of this transport is open in this process. */
    abstract long open() throws IOException;

    @BeforeEach
    void prepare() throws Exception {
        lab.lab("heal");
        address = reach(Files.createDirectories(home()));
    }

    @AfterEach
    void heal() {
        lab.lab("heal");
    }

    Path home() {
        return folder.resolve("home");
    }

    LibvirtHypervisor hypervisor() {
        return new LibvirtHypervisor(new LibvirtConfig(false, new Home(home())));
    }

    Target target() {
        return new Target(3, List.of(address), Map.of());
    }

    @Test
    void hostIsObservedAndHeard() throws Exception {
        lab.define("remote-new");
        try (HypervisorConnection connection = hypervisor().open(target(), LIMIT)) {
            Ear ear = new Ear();
            assertThat(connection.listen(ear, LIMIT)).isTrue();
            assertThat(open()).isPositive();
            var seen = connection.observe(LIMIT);
            assertThat(seen.hosts()).hasSize(1);
            assertThat(seen.vms())
                    .anySatisfy(vm -> assertThat(vm.details()).isNotNull().matches(details -> details.name()
                            .equals("remote-new")));
            connection.observeFigures(LIMIT);
            String id = seen.vms().stream()
                    .filter(vm -> vm.details() != null && vm.details().name().equals("remote-new"))
                    .map(vm -> vm.reading().externalId())
                    .findFirst()
                    .orElseThrow();
            lab.virsh("undefine", "remote-new");
            ear.awaitEvent(id, Kind.UNDEFINED);
        }
        awaitNothingOpen();
    }

    @Test
    void hungHostEndsInTimeoutAndLeavesNothing() throws Exception {
        hypervisor().probe(target(), LIMIT);
        try (HypervisorConnection connection = hypervisor().open(target(), LIMIT)) {
            connection.observeFigures(LIMIT); // opens the side link too
            lab.lab("freeze");
            assertFails(Reason.TIMEOUT, () -> connection.observeStatuses(SHORT));
            assertThat(connection.isOpen()).isFalse();
        }
        assertFails(Reason.TIMEOUT, () -> hypervisor().open(target(), SHORT));
        assertFails(Reason.TIMEOUT, () -> hypervisor().probe(target(), SHORT));
        awaitNothingOpen();
    }

    @Test
    void killedHostEndsTheConnection() throws Exception {
        try (HypervisorConnection connection = hypervisor().open(target(), LIMIT)) {
            Ear ear = new Ear();
            connection.listen(ear, LIMIT);
            lab.lab("kill");
            ear.awaitLoss();
            assertFails(Reason.UNREACHABLE, () -> connection.observeStatuses(SHORT));
            assertThat(connection.isOpen()).isFalse();
        }
        awaitNothingOpen();
        lab.lab("heal");
        hypervisor().probe(target(), LIMIT);
        awaitNothingOpen();
    }

    void assertFails(Reason reason, ThrowingCallable call) {
        var thrown = catchThrowableOfType(HypervisorException.class, call);
        assertThat(thrown).as("an exception").isNotNull();
        assertThat(thrown.reason()).as(thrown.getMessage()).isEqualTo(reason);
    }

    private void awaitNothingOpen() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(open()).isZero());
    }
}
