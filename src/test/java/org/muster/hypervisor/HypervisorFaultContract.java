package org.muster.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;

/** What every adapter holds when its source hangs, dies and comes back. */
abstract class HypervisorFaultContract extends HypervisorLookContract {

    @ParameterizedTest
    @EnumSource
    void hungSourceEndsInTimeout(Call call) throws Exception {
        HypervisorConnection connection = open();
        String id = find(connection, runningVm()).reading().externalId();
        connection.observeFigures(LIMIT);
        hang();
        assertFails(Reason.TIMEOUT, () -> call.on(connection, id, shortLimit()));
        assertThat(connection.isOpen()).isFalse();
        heal();
        assertThat(find(open(), runningVm()).reading().externalId()).isEqualTo(id);
        restoreRunning(id);
    }

    @ParameterizedTest
    @EnumSource
    void killedSourceEndsTheConnection(Call call) throws Exception {
        HypervisorConnection connection = open();
        String id = find(connection, runningVm()).reading().externalId();
        connection.observeFigures(LIMIT);
        die();
        assertEnds(() -> call.on(connection, id, shortLimit()));
        assertThat(connection.isOpen()).isFalse();
        heal();
        assertThat(open().observe(LIMIT).vms()).isNotEmpty();
    }

    @Test
    void unansweringSourceIsNotOpened() throws Exception {
        hang();
        assertEnds(() -> open(shortLimit()));
        heal();
        die();
        assertEnds(() -> open(shortLimit()));
    }

    @Test
    void faultsLeakNoThreadAndNoSocket() throws Exception {
        roundOfFaults();
        long threads = threads();
        long sockets = sockets();
        for (int round = 0; round < 3; round++) {
            roundOfFaults();
        }
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(threads()).isLessThanOrEqualTo(threads);
            assertThat(sockets()).isLessThanOrEqualTo(sockets);
        });
    }

    @Test
    void closedConnectionIsClosed() throws Exception {
        HypervisorConnection connection = open();
        assertThat(connection.isOpen()).isTrue();
        connection.close();
        connection.close();
        assertThat(connection.isOpen()).isFalse();
        assertEnds(() -> connection.observe(shortLimit()));
    }

    private void roundOfFaults() throws Exception {
        HypervisorConnection hung = open();
        hang();
        assertEnds(() -> hung.observeStatuses(shortLimit()));
        hung.close();
        assertEnds(() -> open(shortLimit()));
        heal();
        HypervisorConnection killed = open();
        killed.observe(LIMIT);
        die();
        assertEnds(() -> killed.observe(shortLimit()));
        killed.close();
        assertEnds(() -> open(shortLimit()));
        heal();
        HypervisorConnection healed = open();
        healed.observe(LIMIT);
        healed.close();
    }

    /** An action sent to a hung source may be carried out when it wakes. */
    private void restoreRunning(String id) throws HypervisorException {
        HypervisorConnection connection = open();
        await().atMost(PATIENCE).untilAsserted(() -> {
            if (status(connection, id) == VmStatus.PAUSED) {
                connection.perform(new Order(VmAction.RESUME, id, LIMIT), LIMIT);
            }
            assertThat(status(connection, id)).isEqualTo(VmStatus.RUNNING);
        });
    }

    /** Live threads, without those that the test's own waiting makes. */
    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.startsWith("awaitility") && !name.startsWith("junit-timeout"))
                .filter(name -> !name.equals("process reaper")) // the JVM keeps it for a minute
                .count();
    }

    private static long sockets() throws IOException {
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            return links.filter(HypervisorFaultContract::isSocket).count();
        }
    }

    private static boolean isSocket(Path link) {
        try {
            return Files.readSymbolicLink(link).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
