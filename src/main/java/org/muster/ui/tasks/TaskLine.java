package org.muster.ui.tasks;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.muster.task.Task;
import org.muster.ui.page.When;

/**
 * One task in words.
 *
 * @param vm the VM's name, or its id if it has been purged
 * @param took how long it ran, empty while it does
 */
public record TaskLine(
        long id,
        String action,
        String vm,
        String user,
        String state,
        When created,
        String took,
        @Nullable String error) {
    static TaskLine of(Task task, @Nullable String vm, Instant now) {
        return new TaskLine(
                task.id(),
                action(task),
                vm == null ? String.valueOf(task.vm()) : vm,
                task.user(),
                task.state().word(),
                When.at(task.created(), now),
                took(task),
                task.error());
    }

    private static String action(Task task) {
        String how = task.wish().words();
        return task.action().word() + (how.isEmpty() ? "" : " (" + how + ")");
    }

    private static String took(Task task) {
        Instant started = task.started();
        Instant ended = task.ended();
        return started == null || ended == null ? "" : When.words(Duration.between(started, ended));
    }
}
