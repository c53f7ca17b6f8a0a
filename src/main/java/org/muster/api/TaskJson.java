package org.muster.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.muster.task.Task;

/** Writes tasks as the contract has them. */
final class TaskJson {

    private TaskJson() {}

    static String path(long id) {
        return "/api/tasks/" + id;
    }

    static void write(JsonOut out, Task task) {
        Integer progress = task.progress();
        out.object()
                .number("id", task.id())
                .text("action", task.action().word())
                .flag("force", task.wish().force())
                .number("timeout", timeout(task))
                .number("vm", task.vm())
                .text("user", task.user())
                .text("state", task.state().word())
                .number("progress", progress == null ? null : Long.valueOf(progress))
                .text("error", task.error())
                .time("created", task.created())
                .time("started", task.started())
                .time("ended", task.ended())
                .endObject();
    }

    /** What is known of a task's course, oldest first. */
    static void writeLog(JsonOut out, Task task) {
        out.object().array("log");
        String how = task.wish().words();
        line(
                out,
                task.created(),
                task.user() + " asked for " + task.action().word() + (how.isEmpty() ? "" : " (" + how + ")"));
        Instant started = task.started();
        if (started != null) {
            line(out, started, "begun");
        }
        Instant ended = task.ended();
        if (ended != null) {
            String why = task.error() == null ? "" : ": " + task.error();
            line(out, ended, task.state().word() + why);
        }
        out.endArray().endObject();
    }

    private static @Nullable Long timeout(Task task) {
        Duration patience = task.wish().patience();
        return patience == null ? null : (Long) patience.toSeconds();
    }

    private static void line(JsonOut out, Instant at, String message) {
        out.object().time("at", at).text("message", message).endObject();
    }
}
