package org.muster.hypervisor;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;

/**
 * What every adapter holds. A subclass supplies a source that it can change behind the adapter's back, by the VMs'
 * names, as an operator would; each test leaves the source as it found it.
 */
public abstract class HypervisorContract extends HypervisorFaultContract {

    @Test
    void addressesOfTheSourceAreAllowed() {
        assertThat(hypervisor().refusalOf(target().addresses())).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "file:///etc/passwd", "qemu+ext:///system?command=/bin/true", "demo://x/../../y", "x\ny"
            })
    void strangeAddressesAreRefusedInWords(String address) {
        assertThat(hypervisor().refusalOf(List.of(address))).isNotBlank();
        Target strange = new Target(1, List.of(address), Map.of());
        var thrown = catchThrowableOfType(
                HypervisorException.class, () -> hypervisor().open(strange, shortLimit()));
        assertThat(thrown).isNotNull();
        assertThat(thrown.reason()).isEqualTo(Reason.ADDRESS_REFUSED);
    }

    @Test
    void observationListsEveryVmAndHost() throws Exception {
        createVm("contract-new");
        try {
            Observation seen = open().observe(LIMIT);
            assertThat(seen.vms())
                    .extracting(HypervisorContract::name)
                    .contains(runningVm(), stoppedVm(), "contract-new");
            assertThat(seen.vms()).extracting(vm -> vm.reading().externalId()).doesNotHaveDuplicates();
            assertThat(seen.hosts()).isNotEmpty().extracting(ObservedHost::name).doesNotHaveDuplicates();
            assertThat(seen.vms()).allSatisfy(vm -> assertThat(seen.hosts())
                    .extracting(ObservedHost::name)
                    .contains(vm.reading().host()));
            assertThat(seen.calls()).isPositive();
        } finally {
            removeVm("contract-new");
        }
    }

    @Test
    void removedVmIsNoLongerListed() throws Exception {
        createVm("contract-brief");
        HypervisorConnection connection = open();
        String id = find(connection, "contract-brief").reading().externalId();
        removeVm("contract-brief");
        assertThat(connection.observe(LIMIT).vms())
                .extracting(vm -> vm.reading().externalId())
                .doesNotContain(id);
        assertThat(connection.observeVm(id, LIMIT)).isEmpty();
    }

    @Test
    void unreadableVmIsListedWithItsError() throws Exception {
        Optional<String> name = unreadableVm();
        List<ObservedVm> vms = open().observe(LIMIT).vms();
        long failed = vms.stream().filter(vm -> vm.details() == null).count();
        assertThat(failed).isEqualTo(name.isPresent() ? 1 : 0);
        assertThat(vms).allSatisfy(vm -> assertThat(vm.details() == null).isEqualTo(vm.error() != null));
    }

    @Test
    void identityIsStableOverRename() throws Exception {
        createVm("contract-before");
        HypervisorConnection connection = open();
        String id = find(connection, "contract-before").reading().externalId();
        renameVm("contract-before", "contract-after");
        try {
            assertThat(find(connection, "contract-after").reading().externalId())
                    .isEqualTo(id);
        } finally {
            removeVm("contract-after");
        }
    }

    @Test
    void oneVmIsObservedAsInTheWhole() throws Exception {
        HypervisorConnection connection = open();
        ObservedVm stopped = find(connection, stoppedVm());
        assertThat(connection.observeVm(stopped.reading().externalId(), LIMIT)).contains(stopped);
    }

    @Test
    void statusesEqualThoseOfTheFullObservation() throws Exception {
        HypervisorConnection connection = open();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        connection.observeStatuses(LIMIT).readings())
                .containsExactlyInAnyOrderElementsOf(connection.observe(LIMIT).vms().stream()
                        .map(ObservedVm::reading)
                        .toList()));
    }

    @Test
    void figuresArePercentOfActiveVms() throws Exception {
        HypervisorConnection connection = open();
        connection.observeFigures(LIMIT);
        Map<String, VmStatus> statuses = connection.observe(LIMIT).vms().stream()
                .collect(toMap(
                        vm -> vm.reading().externalId(), vm -> vm.reading().status()));
        assertThat(connection.observeFigures(LIMIT).readings()).allSatisfy(figure -> {
            assertThat(statuses).containsKey(figure.externalId());
            assertThat(Stream.of(Optional.ofNullable(figure.cpuUsage()), Optional.ofNullable(figure.memoryUsage()))
                            .flatMap(Optional::stream))
                    .allSatisfy(percent -> assertThat(percent).isBetween(0.0, 100.0));
        });
    }

    @Test
    void vmGoesThroughItsLife() throws Exception {
        HypervisorConnection connection = open();
        String id = find(connection, stoppedVm()).reading().externalId();
        assertThat(status(connection, id)).isEqualTo(VmStatus.STOPPED);
        act(connection, id, VmAction.START, VmStatus.RUNNING);
        try {
            act(connection, id, VmAction.SUSPEND, VmStatus.PAUSED);
            act(connection, id, VmAction.RESUME, VmStatus.RUNNING);
            act(connection, id, VmAction.REBOOT, VmStatus.RUNNING);
            act(connection, id, VmAction.RESET, VmStatus.RUNNING);
        } finally {
            act(connection, id, VmAction.STOP, VmStatus.STOPPED);
        }
    }

    @Test
    void shutdownThatIsForcedIsTakenAndIsForcedByTheSourceIfThatWaitsForGuests() throws Exception {
        HypervisorConnection connection = open();
        String id = find(connection, stoppedVm()).reading().externalId();
        act(connection, id, VmAction.START, VmStatus.RUNNING);
        try {
            Order order = new Order(VmAction.SHUTDOWN, id, Duration.ofSeconds(1), true);
            Optional<String> receipt = connection.perform(order, LIMIT);
            if (receipt.isPresent()) {
                await().atMost(PATIENCE)
                        .until(() -> connection.follow(receipt.get(), LIMIT).equals(Progress.DONE));
                assertThat(status(connection, id)).isEqualTo(VmStatus.STOPPED);
            }
        } finally {
            if (status(connection, id) != VmStatus.STOPPED) {
                act(connection, id, VmAction.STOP, VmStatus.STOPPED);
            }
        }
    }

    @Test
    void forbiddenActionIsRefusedInWords() throws Exception {
        HypervisorConnection connection = open();
        String running = find(connection, runningVm()).reading().externalId();
        String stopped = find(connection, stoppedVm()).reading().externalId();
        assertRefused(connection, VmAction.START, running);
        if (refusesToStopTheStopped()) {
            assertRefused(connection, VmAction.STOP, stopped);
        }
        assertRefused(connection, VmAction.SUSPEND, stopped);
        assertThat(connection.isOpen()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no-such-vm", "0", "../../etc", "5f0f9ee4-0000-4000-8000-00000000dead", "x'; --\n"})
    void unknownVmIsNoVm(String id) throws Exception {
        HypervisorConnection connection = open();
        assertThat(connection.observeVm(id, LIMIT)).isEmpty();
        assertFails(Reason.NO_SUCH_VM, () -> Call.ACTION.on(connection, id, LIMIT));
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void threadsMayShareAConnection() throws Exception {
        HypervisorConnection connection = open();
        int all = connection.observe(LIMIT).vms().size();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> questions = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                questions.add(() -> connection.observeStatuses(LIMIT).readings().size());
                questions.add(() -> connection.observe(LIMIT).vms().size());
            }
            for (Future<Integer> answer : pool.invokeAll(questions)) {
                assertThat(answer.get()).isEqualTo(all);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void assertRefused(HypervisorConnection connection, VmAction action, String id) {
        assertFails(Reason.REFUSED, () -> {
            carryOut(connection, action, id);
            return id;
        });
    }
}
