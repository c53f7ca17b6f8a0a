package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.Trail;
import org.muster.access.VisibleVms;
import org.muster.access.audit.Detail;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.task.ActionRefused;
import org.muster.task.Task;
import org.muster.task.TaskState;
import org.muster.task.Tasks;
import org.muster.task.Wish;

/** Has actions done to VMs, and answers how far that came. */
@Singleton
public class VmActions {

    static final String WORDS = "start|stop|shutdown|reboot|reset|suspend|resume";
    static final String AUDIT = "vm.power";
    private static final int LONGEST_WAIT = 60;

    private final VisibleVms vms;
    private final VmRows rows;
    private final Tasks tasks;
    private final Waiting waiting;
    private final Trail trail;

    @Inject
    public VmActions(VisibleVms vms, VmRows rows, Tasks tasks, Waiting waiting, Trail trail) {
        this.vms = vms;
        this.rows = rows;
        this.tasks = tasks;
        this.waiting = waiting;
        this.trail = trail;
    }

    /**
     * Starts a task, and waits for its end if asked to.
     *
     * @param named how the request named the VM, for the audit trail
     * @param wait seconds as the request had them
     * @param wish how it is to be done
     * @param find the VM; throws if the caller sees none
     */
    Response act(Caller caller, String action, String named, @Nullable String wait, Wish wish, Supplier<Vm> find)
            throws ActionRefused {
        Check check = new Check();
        long seconds = check.number("wait", wait, 0, LONGEST_WAIT).orElse(0L);
        check.done();
        Task task = submit(caller, VmAction.of(action), wish, named, find);
        Optional<Task> ended = waiting.end(task, Duration.ofSeconds(seconds));
        Vm now = vms.find(task.vm(), caller).orElseGet(find);
        return answer(ended.isPresent() ? 200 : 202, ended.orElse(task), now);
    }

    private Task submit(Caller caller, VmAction action, Wish wish, String named, Supplier<Vm> find)
            throws ActionRefused {
        String word = "vm." + action.word();
        Vm vm = trail.found(caller, word, named, find);
        return trail.begin(
                caller,
                word,
                "vm:" + vm.id(),
                Detail.of("how", wish.words()),
                asked -> tasks.submit(vm.id(), action, wish, caller.name(), asked));
    }

    private Response answer(int status, Task task, Vm vm) {
        String path = TaskJson.path(task.id());
        JsonOut out = new JsonOut()
                .object()
                .flag("ok", !task.state().isEnded() || task.state() == TaskState.COMPLETED)
                .text("task", path)
                .text("state", task.state().word())
                .text("error", task.error());
        rows.view().member(out, "vm", vm);
        return Answers.of(status, out.endObject().toBytes())
                .location(URI.create(path))
                .build();
    }
}
