package org.muster.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;

/**
 * A source that a contract's subclass supplies and that it can change behind the adapter's back, by the VMs' names, as
 * an operator would; and what the contract's tests ask of it.
 */
abstract class HypervisorFixture {

    /** For calls that are to succeed. */
    protected static final Duration LIMIT = Duration.ofSeconds(20);

    /** Limits to await, not timings to assert. */
    protected static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<HypervisorConnection> opened = Collections.synchronizedList(new ArrayList<>());

    /** The adapter under test. */
    protected abstract Hypervisor hypervisor();

    /** The source that the adapter connects to. */
    protected abstract Target target();

    /** The name of a VM that runs, and keeps running unless a test changes it. */
    protected abstract String runningVm();

    /** The name of a VM that is stopped, can be started, and stays stopped unless a test changes it. */
    protected abstract String stoppedVm();

    /** Creates a stopped VM behind the adapter's back. */
    protected abstract void createVm(String name) throws Exception;

    /** Renames a stopped VM behind the adapter's back. */
    protected abstract void renameVm(String name, String newName) throws Exception;

    /** Removes a stopped VM behind the adapter's back. */
    protected abstract void removeVm(String name) throws Exception;

    /** The source takes connections and questions, and answers nothing. */
    protected abstract void hang() throws Exception;

    /** The source is gone as by kill -9; open connections break. */
    protected abstract void die() throws Exception;

    /** Undoes {@link #hang()} and {@link #die()}, and returns when the source answers; harmless when it is well. */
    protected abstract void heal() throws Exception;

    /** The test is over. */
    protected void end() {}

    /** The name of a VM whose details the adapter can't read, if this source can be made to have one. */
    protected Optional<String> unreadableVm() throws Exception {
        return Optional.empty();
    }

    /** Whether the source says no to stopping what is stopped, instead of nothing. */
    protected boolean refusesToStopTheStopped() {
        return true;
    }

    /** The limit of calls that are to run into it: long enough for a source that is well. */
    protected Duration shortLimit() {
        return Duration.ofSeconds(2);
    }

    @AfterEach
    void closeConnections() throws Exception {
        heal();
        opened.forEach(HypervisorConnection::close);
        end();
    }

    /** A connection that the contract closes after the test. */
    protected final HypervisorConnection open() throws HypervisorException {
        return open(LIMIT);
    }

    protected final HypervisorConnection open(Duration limit) throws HypervisorException {
        HypervisorConnection connection = hypervisor().open(target(), limit);
        opened.add(connection);
        return connection;
    }

    /** The VM of that name in a full observation. */
    protected final ObservedVm find(HypervisorConnection connection, String name) throws HypervisorException {
        return connection.observe(LIMIT).vms().stream()
                .filter(vm -> name.equals(name(vm)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no VM named " + name + " was observed"));
    }

    /** Asks for an action and awaits that the VM is observed in that status, in the bulk answer too. */
    protected final void act(HypervisorConnection connection, String id, VmAction action, VmStatus then)
            throws HypervisorException {
        carryOut(connection, action, id);
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(status(connection, id)).as(action.word()).isEqualTo(then);
            assertThat(connection.observeStatuses(LIMIT).readings())
                    .filteredOn(reading -> reading.externalId().equals(id))
                    .extracting(StatusReading::status)
                    .containsExactly(then);
        });
    }

    /** Asks for an action, and follows it to its end where the source carries it out by itself. */
    protected static void carryOut(HypervisorConnection connection, VmAction action, String id)
            throws HypervisorException {
        Optional<String> receipt = connection.perform(new Order(action, id, LIMIT), LIMIT);
        if (receipt.isPresent()) {
            assertThat(receipt.get().length()).isLessThanOrEqualTo(HypervisorConnection.LONGEST_RECEIPT);
            Progress progress = await().atMost(PATIENCE)
                    .until(
                            () -> connection.follow(receipt.get(), LIMIT),
                            now -> now.state() != Progress.State.UNDER_WAY);
            if (progress.state() == Progress.State.FAILED) {
                throw new HypervisorException(Reason.REFUSED, progress.words());
            }
        }
    }

    protected static void assertFails(Reason reason, Callable<?> call) {
        HypervisorException thrown = thrownBy(call);
        assertThat(thrown.reason()).as(thrown.getMessage()).isEqualTo(reason);
        assertThat(thrown.getMessage()).isNotBlank().doesNotContain("\n");
    }

    protected static void assertEnds(Callable<?> call) {
        HypervisorException thrown = thrownBy(call);
        assertThat(thrown.reason()).as(thrown.getMessage()).isIn(Reason.TIMEOUT, Reason.UNREACHABLE);
        assertThat(thrown.getMessage()).isNotBlank().doesNotContain("\n");
    }

    private static HypervisorException thrownBy(Callable<?> call) {
        HypervisorException thrown =
                assertTimeoutPreemptively(PATIENCE, () -> catchThrowableOfType(HypervisorException.class, call::call));
        assertThat(thrown).as("an exception").isNotNull();
        return thrown;
    }

    protected static VmStatus status(HypervisorConnection connection, String id) throws HypervisorException {
        return connection.observeVm(id, LIMIT).orElseThrow().reading().status();
    }

    protected static String name(ObservedVm vm) {
        return vm.details() == null ? "" : vm.details().name();
    }
}
