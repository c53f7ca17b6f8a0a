package org.muster.task;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Inventory;
import org.muster.inventory.Viewer;
import org.muster.inventory.VmAction;
import org.muster.platform.Database;

/** Actions on VMs: asked for here, run elsewhere, kept. */
@Singleton
public class Tasks {

    private static final int LISTED = 200;
    private static final int MOST_WAITING = 64;

    private final Database database;
    private final TaskStore store;
    private final TaskEnd end;
    private final TaskRunner runner;
    private final Inventory inventory;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    @Inject
    Tasks(Database database, TaskStore store, TaskEnd end, TaskRunner runner, Inventory inventory) {
        this.database = database;
        this.store = store;
        this.end = end;
        this.runner = runner;
        this.inventory = inventory;
    }

    /**
     * As the other one, as nothing special is wished for, and without a row in the audit trail: for tests.
     *
     * @throws ActionRefused if the known state forbids it
     */
    public Task submit(long vm, VmAction action, String user) throws ActionRefused {
        return submit(vm, action, Wish.NONE, new TaskStore.Asker(user, null));
    }

    /**
     * Commits the task and the row's transient, then has it run.
     *
     * @param vm a VM that the caller was found to see
     * @param user the account's name
     * @param asked the row of the audit trail by which it is asked for; the task's end is recorded beside it
     * @throws ActionRefused if the known state forbids it, or it can't be done as wished
     */
    public Task submit(long vm, VmAction action, Wish wish, String user, long asked) throws ActionRefused {
        return submit(vm, action, wish, new TaskStore.Asker(user, asked));
    }

    private Task submit(long vm, VmAction action, Wish wish, TaskStore.Asker asker) throws ActionRefused {
        long id = end.begin(vm, action, wish, asker);
        runner.accept(id);
        return get(id);
    }

    /**
     * Waits until the task has ended, or the limit has passed, and returns it as it then stands. When very many wait
     * already, it does not.
     */
    public Task await(long id, Duration limit) {
        CompletableFuture<Void> over = runner.endOf(id);
        if (over != null && waiting.tryAcquire()) {
            try {
                over.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                return get(id);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                waiting.release();
            }
        }
        return get(id);
    }

    /** A task of a VM that the viewer may see. */
    public Optional<Task> find(long id, Viewer viewer) {
        return database.read(tx -> store.find(tx, id))
                .map(TaskStore.Stored::task)
                .filter(task ->
                        viewer.all() || inventory.find(task.vm(), viewer).isPresent());
    }

    /** The latest 200 first, of VMs that the viewer may see. */
    public List<Task> list(@Nullable Long vm, @Nullable TaskState state, Viewer viewer) {
        return database.read(tx -> store.latest(tx, vm, state, viewer, LISTED)).stream()
                .map(TaskStore.Stored::task)
                .toList();
    }

    private Task get(long id) {
        return database.read(tx -> store.find(tx, id)).orElseThrow().task();
    }
}
