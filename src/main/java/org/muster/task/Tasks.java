package org.muster.task;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Viewer;
import org.muster.inventory.VmAction;

/** Actions on VMs: asked for here, run elsewhere, kept for ever. */
@Singleton
public class Tasks {

    /**
     * Commits the task and the row's transient, then has it run.
     *
     * @param vm a VM that the caller was found to see
     * @param user the account's name
     * @throws ActionRefused if the known state forbids it
     */
    public Task submit(long vm, VmAction action, String user) throws ActionRefused {
        throw new IllegalStateException();
    }

    /** Waits until the task has ended, or the limit has passed, and returns it as it then stands. */
    public Task await(long id, Duration limit) {
        throw new IllegalStateException();
    }

    /** A task of a VM that the viewer may see. */
    public Optional<Task> find(long id, Viewer viewer) {
        throw new IllegalStateException();
    }

    /** The latest 200 first, of VMs that the viewer may see. */
    public List<Task> list(@Nullable Long vm, @Nullable TaskState state, Viewer viewer) {
        throw new IllegalStateException();
    }
}
