package org.muster.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.access.audit.AuditChain;
import org.muster.access.audit.AuditCheck;
import org.muster.access.audit.AuditLog;
import org.muster.access.audit.AuditQuery;
import org.muster.access.audit.AuditRow;
import org.muster.access.audit.Detail;
import org.muster.access.audit.Outcome;
import org.muster.access.audit.TestChain;
import org.muster.access.audit.Who;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;
import org.muster.sync.EngineRig;

/** S14: what a task was asked for and how it ended stand in the audit trail, whoever ended it. */
class TaskTrailTest {

    private static final Who EVA = new Who(7L, "eva", "192.0.2.1");

    private final EngineRig rig;
    private final TaskRig taskRig;
    private final AuditChain chain;

    TaskTrailTest(@TempDir Path home) {
        rig = new EngineRig(home, "seed=5&hosts=1&vms=30", 1);
        taskRig = new TaskRig(rig);
        chain = TestChain.of(rig.database);
    }

    @BeforeEach
    void observeOnce() {
        rig.full(1);
    }

    @AfterEach
    void close() {
        taskRig.close();
        rig.close();
    }

    private long asked(Vm vm, String action) {
        return chain.add(EVA, action, "vm:" + vm.id(), Outcome.ASKED, null, Detail.NONE);
    }

    private void ended(long task) {
        await().atMost(30, TimeUnit.SECONDS).until(() -> {
            rig.clock.forward(Duration.ofSeconds(1));
            return taskRig.tasks.await(task, Duration.ofMillis(100)).state().isEnded();
        });
    }

    private List<AuditRow> rows() {
        AuditQuery ofVms = new AuditQuery(null, null, null, "vm.*", null);
        return new AuditLog(rig.database).page(ofVms, 1, 50).rows();
    }

    private void theSecondRowSays(long asked, String action, Vm vm, String outcome, String detail) {
        assertThat(rows()).hasSize(2);
        assertThat(rows().get(0)).satisfies(row -> {
            assertThat(row.asked()).isEqualTo(asked);
            assertThat(row.actorId()).isEqualTo(7);
            assertThat(row.actor()).isEqualTo("eva");
            assertThat(row.source()).isEqualTo("192.0.2.1");
            assertThat(row.action()).isEqualTo(action);
            assertThat(row.target()).isEqualTo("vm:" + vm.id());
            assertThat(row.outcome()).isEqualTo(outcome);
            assertThat(row.detail()).startsWith(detail);
        });
        AuditCheck.Result found = new AuditCheck(rig.database, chain).verify().orElseThrow();
        assertThat(found.ok()).as(found.why()).isTrue();
    }

    @Test
    void theEndOfATaskIsItsOutcome() throws Exception {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        long asked = asked(vm, "vm.stop");
        Task task = taskRig.tasks.submit(vm.id(), VmAction.STOP, Wish.NONE, "eva", asked);
        ended(task.id());
        theSecondRowSays(asked, "vm.stop", vm, "ok", "{\"task\":\"" + task.id() + "\"}");
    }

    @Test
    void aTaskThatFailsSaysWhy() throws Exception {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        rig.fleet.faults().hang(1);
        long asked = asked(vm, "vm.stop");
        Task task = taskRig.tasks.submit(vm.id(), VmAction.STOP, Wish.NONE, "eva", asked);
        ended(task.id());
        theSecondRowSays(asked, "vm.stop", vm, "failed", "{\"task\":\"" + task.id() + "\",\"why\":\"");
    }

    @Test
    void aTaskThatADeadNodeLeftHasItsOutcomeToo() throws Exception {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        long asked = asked(vm, "vm.stop");
        long task = taskRig.end.begin(vm.id(), VmAction.STOP, Wish.NONE, new TaskStore.Asker("eva", asked));
        assertThat(rows()).hasSize(1);
        taskRig.resume();
        ended(task);
        theSecondRowSays(asked, "vm.stop", vm, "ok", "{\"task\":\"" + task + "\"}");
    }

    @Test
    void aTaskWhoseOutcomeCannotBeWrittenHasNotEnded() throws Exception {
        Vm vm = rig.any(1, VmStatus.RUNNING);
        long asked = asked(vm, "vm.stop");
        long task = taskRig.end.begin(vm.id(), VmAction.STOP, Wish.NONE, new TaskStore.Asker("eva", asked));
        TaskStore.Stored stored =
                rig.database.read(tx -> taskRig.store.find(tx, task)).orElseThrow();
        rig.database.call(tx -> tx.createStatement().execute("ALTER TABLE audit RENAME TO audit_away"));
        assertThatThrownBy(() -> taskRig.end.end(stored, null, taskRig.end.nextPass(), null))
                .isInstanceOf(org.muster.platform.DatabaseException.class);
        assertThat(taskRig.tasks.find(task, Viewer.ALL).orElseThrow().state().isEnded())
                .isFalse();
    }
}
