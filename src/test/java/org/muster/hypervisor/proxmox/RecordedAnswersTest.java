package org.muster.hypervisor.proxmox;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.FigureReading;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.ObservedCluster;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.Marks;
import org.muster.inventory.VmCategory;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmStatus;

/** What the adapter makes of each answer that Proxmox VE 9.2.11 was recorded to give. */
class RecordedAnswersTest {

    private static final Map<String, Answer> ANSWERS = Recorded.answers();

    /** What every recorded refusal means; an answer that is none of these is good. */
    private static final Map<String, Reason> REFUSALS = new TreeMap<>(Map.ofEntries(
            Map.entry("version-badtoken", Reason.CREDENTIALS_REFUSED),
            Map.entry("ticket-bad", Reason.CREDENTIALS_REFUSED),
            Map.entry("post-without-csrf", Reason.CREDENTIALS_REFUSED),
            Map.entry("post-csrf-noperm", Reason.REFUSED),
            Map.entry("resources-bogus", Reason.REFUSED),
            Map.entry("agent-off", Reason.REFUSED),
            Map.entry("missing-vm", Reason.NO_SUCH_VM),
            Map.entry("bad-vmid", Reason.REFUSED),
            Map.entry("offline-node", Reason.SOURCE_FAILED),
            Map.entry("unknown-path", Reason.SOURCE_FAILED),
            Map.entry("unknown-param", Reason.REFUSED),
            Map.entry("vm300-agent-not-responding", Reason.REFUSED),
            Map.entry("create-existing", Reason.REFUSED)));

    private static Answer answer(String name) {
        return requireNonNull(ANSWERS.get(name));
    }

    private static JsonValue data(String name) throws HypervisorException {
        return answer(name).data();
    }

    @Test
    void r2EveryRecordedAnswerIsGoodOrRefusesForAReason() {
        assertThat(ANSWERS).hasSize(78);
        Map<String, Reason> refused = ANSWERS.entrySet().stream()
                .filter(answer -> !answer.getValue().isOk())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        answer -> Refusals.of(answer.getValue()).reason(),
                        (a, b) -> a,
                        TreeMap::new));
        assertThat(refused).isEqualTo(REFUSALS);
        assertThat(ANSWERS.values()).filteredOn(Answer::isOk).allSatisfy(answer -> assertThat(answer.data())
                .isNotNull());
    }

    @Test
    void refusalsAreInTheClustersWords() {
        assertThat(Refusals.of(requireNonNull(ANSWERS.get("create-existing"))))
                .hasMessage("unable to create VM 300 - VM 300 already exists on node 'pve1'");
        assertThat(Refusals.of(requireNonNull(ANSWERS.get("post-csrf-noperm"))))
                .hasMessage("Permission check failed (/vms/100, VM.PowerMgmt)");
    }

    @Test
    void theListOfResourcesIsReadWithItsNodes() throws Exception {
        Resources list = Resources.of(answer("resources-all"));
        assertThat(list.nodes()).containsKey("pve1");
        assertThat(list.readings())
                .contains(new StatusReading("qemu/100", "pve1", VmStatus.RUNNING, "running", Marks.NONE))
                .extracting(StatusReading::externalId)
                .doesNotHaveDuplicates();
        assertThat(list.figures()).contains(new FigureReading("qemu/100", 7.31, 50.0, 3610L));
    }

    @Test
    void aListWithoutNodesIsNone() {
        HypervisorException refused =
                catchThrowableOfType(HypervisorException.class, () -> Resources.of(answer("resources-vm")));
        assertThat(refused.reason()).isEqualTo(Reason.BAD_ANSWER);
    }

    @Test
    void aDefinitionIsRead() throws Exception {
        Guest guest = Resources.of(answer("resources-all")).guests().stream()
                .filter(one -> one.id().vmid() == 100)
                .findFirst()
                .orElseThrow();
        VmDetails details =
                GuestConfig.of(data("qemu-100-config")).details(guest, Snapshots.count(data("qemu-100-snapshots")));
        assertThat(details.name()).isEqualTo("web-01");
        assertThat(details.memoryMib()).isEqualTo(2048);
        assertThat(details.category()).isEqualTo(VmCategory.LINUX);
        assertThat(details.uuid()).matches("[0-9a-f-]{36}");
        assertThat(details.nics()).isNotEmpty();
        assertThat(details.snapshots()).isEqualTo(1);
    }

    @Test
    void aHostInNoClusterHasNoNameAndNoQuorumToLose() throws Exception {
        assertThat(ClusterStatus.of(data("cluster-status"))).isEqualTo(new ObservedCluster(null, true));
    }

    @Test
    void tasksEndInWordsThatAreTold() throws Exception {
        assertThat(Fields.of(data("vm300-start-task-final#2")).text("exitstatus"))
                .isEqualTo("VM 300 already running");
        assertThat(data("vm300-start")).isInstanceOf(JsonString.class);
    }

    /** Whoever sits between us and the cluster may answer anything: it is read, or it is an exception of ours. */
    @Test
    void answersThatAreSpoiltInAnyWayHarmNobody() {
        Random random = new Random(20_261_122);
        List<Answer> good = ANSWERS.values().stream().filter(Answer::isOk).toList();
        int readable = 0;
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] body = Recorded.spoilt(good.get(round % good.size()).body(), random);
            try {
                EveryReading.of(new Answer(200, body));
                readable++;
            } catch (HypervisorException e) {
                assertThat(e.reason()).isEqualTo(Reason.BAD_ANSWER);
                refused++;
            }
        }
        assertThat(readable).isPositive();
        assertThat(refused).isPositive();
    }
}
