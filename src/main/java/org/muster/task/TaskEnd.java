package org.muster.task;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.access.Audit;
import org.muster.access.audit.Detail;
import org.muster.access.audit.Outcome;
import org.muster.connection.Connections;
import org.muster.hypervisor.ObservedVm;
import org.muster.inventory.Change;
import org.muster.inventory.InventoryWriter;
import org.muster.inventory.KnownVms;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmState;
import org.muster.platform.Database;
import org.muster.sync.Fences;
import org.muster.sync.MissingPolicy;
import org.muster.sync.Reconciler;

/** The two writes of a task: the transient when it is asked for; the verdict with what was then observed, and its row in
 * the audit trail. */
@Singleton
class TaskEnd {

    private final Database database;
    private final TaskStore store;
    private final Fences fences;
    private final Audit audit;
    private final KnownVms known = new KnownVms();
    private final InventoryWriter writer = new InventoryWriter();
    private final Reconciler reconciler = new Reconciler(MissingPolicy.DEFAULT);

    @Inject
    TaskEnd(Database database, TaskStore store, Fences fences, Audit audit) {
        this.audit = audit;
        this.database = database;
        this.store = store;
        this.fences = fences;
    }

    /** Under the revision lock: of many who ask at once, one gets the VM. */
    long begin(long vm, VmAction action, Wish wish, TaskStore.Asker asker) throws ActionRefused {
        return database.call(tx -> {
            long revision = writer.nextRevision(tx);
            Vm row = known.byIds(tx, List.of(vm)).stream()
                    .findFirst()
                    .orElseThrow(() -> new ActionRefused("There is no such VM."));
            Optional<String> refusal = ActionRules.refusal(row.state(), action).or(() -> wish.refusal(action));
            if (refusal.isPresent()) {
                throw new ActionRefused(refusal.get());
            }
            if (Connections.isPaused(tx, row.state().connectionId())) {
                throw new ActionRefused("Its cluster is paused: nothing is asked of its hypervisors.");
            }
            Instant now = now();
            VmState before = row.state();
            long task = store.add(tx, vm, action, wish, asker, before.status(), before.statusDetail(), now);
            fences.began(tx, vm);
            long pass = writer.nextPass(tx);
            VmState after = before.withStatus(
                            ActionRules.meanwhile(before.status(), action), before.statusDetail(), before.startedAt())
                    .withTask(new VmState.RowTask(task, ActionRules.taskState(action)), pass);
            write(tx, row, after, pass, now, revision);
            return task;
        });
    }

    /** The number that the observation which decides a task begins with. */
    long nextPass() {
        return database.call(writer::nextPass);
    }

    /**
     * Ends a task and frees its VM.
     *
     * @param seen what was observed, or null if nothing could be: then the status is what it was before the action
     * @param error null if it succeeded
     */
    void end(TaskStore.Stored task, @Nullable Optional<ObservedVm> seen, long pass, @Nullable String error) {
        Instant now = now();
        database.call(tx -> {
            long revision = writer.nextRevision(tx);
            TaskState verdict = error == null ? TaskState.COMPLETED : TaskState.FAILED;
            boolean ends = store.end(tx, task.task().id(), verdict, error, now);
            if (ends) {
                fences.ended(tx, task.task().vm());
            }
            for (Vm row : known.byIds(tx, List.of(task.task().vm()))) {
                if (isHeldBy(row, task.task().id())) {
                    write(tx, row, after(task, row, seen, now).withTask(null, pass), pass, now, revision);
                }
            }
            if (ends) {
                record(tx, task.task().id(), error);
            }
            return true;
        });
    }

    /** Last, for it locks the trail's end. */
    private void record(Connection tx, long task, @Nullable String error) throws SQLException {
        Optional<Long> asked = store.askedBy(tx, task);
        if (asked.isPresent()) {
            Detail detail = Detail.of("task", task).with("why", error == null ? "" : error);
            audit.outcome(tx, asked.get(), error == null ? Outcome.OK : Outcome.FAILED, detail);
        }
    }

    private VmState after(TaskStore.Stored task, Vm row, @Nullable Optional<ObservedVm> seen, Instant now) {
        VmState before = row.state()
                .withStatus(
                        isTransient(row) ? task.wasStatus() : row.state().status(),
                        isTransient(row) ? task.wasDetail() : row.state().statusDetail(),
                        row.state().startedAt());
        return seen == null
                ? before
                : reconciler.targeted(new Vm(row.id(), before, row.pass(), now, null, null, 0), seen, now);
    }

    private static boolean isTransient(Vm row) {
        return switch (row.state().status()) {
            case STARTING, STOPPING -> true;
            default -> false;
        };
    }

    private static boolean isHeldBy(Vm row, long task) {
        VmState.RowTask holder = row.state().task();
        return holder != null && holder.id() == task;
    }

    private void write(Connection tx, Vm row, VmState after, long pass, Instant now, long revision)
            throws SQLException {
        writer.write(
                tx, List.of(new Change.Updated(row.id(), row.revision(), row.state(), after)), pass, now, revision);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
