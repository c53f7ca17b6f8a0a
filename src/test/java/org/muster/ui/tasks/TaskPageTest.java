package org.muster.ui.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.inventory.VmAction;
import org.muster.task.Task;
import org.muster.task.TaskState;
import org.muster.task.Wish;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Html;
import org.muster.ui.page.Note;

class TaskPageTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Frame FRAME = new Frame("Tasks", "tasks", "ada", "token", true, true);

    private static TaskScreen screen(TaskLine... lines) {
        return new TaskScreen(FRAME, Note.NONE, List.of(lines));
    }

    @Test
    void failedTaskSaysWhy() {
        Task task = new Task(
                7,
                VmAction.START,
                Wish.NONE,
                1_000_000_017L,
                "ada",
                TaskState.FAILED,
                null,
                "no <disk>",
                NOW.minusSeconds(40),
                NOW.minusSeconds(39),
                NOW.minusSeconds(36));
        String html = Html.of("tasks/page.jte", screen(TaskLine.of(task, "<b>web</b>", NOW)));
        assertThat(html)
                .contains("&lt;b&gt;web&lt;/b&gt;", "start", "failed", "no &lt;disk&gt;", "40 s ago", "ada", "3 s")
                .doesNotContain("<b>web");
    }

    @Test
    void purgedVmIsShownByItsId() {
        Task task = new Task(
                7,
                VmAction.SHUTDOWN,
                new Wish(true, Duration.ofSeconds(60)),
                1_000_000_017L,
                "ada",
                TaskState.RUNNING,
                null,
                null,
                NOW,
                NOW,
                null);
        assertThat(Html.wordsOf("tasks/page.jte", screen(TaskLine.of(task, null, NOW))))
                .contains("1000000017", "running", "shutdown (force, timeout 60 s)");
    }

    @Test
    void emptyListSaysSo() {
        assertThat(Html.wordsOf("tasks/page.jte", screen())).contains("Nothing has been asked of a VM yet");
    }
}
