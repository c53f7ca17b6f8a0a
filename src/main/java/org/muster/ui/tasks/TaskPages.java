package org.muster.ui.tasks;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.muster.access.VisibleVms;
import org.muster.access.rights.Permission;
import org.muster.task.Task;
import org.muster.task.Tasks;
import org.muster.ui.page.Note;
import org.muster.ui.page.View;
import org.muster.ui.page.Visit;
import org.muster.ui.page.Visits;

/** The recent tasks of the VMs that the caller may see. */
@Path("tasks")
@Produces("text/html;charset=UTF-8")
@SuppressWarnings("NullAway.Init") // the server fills the fields: RESTEasy takes no constructor with parameters
public class TaskPages {
    @Inject
    Visits visits;

    @Inject
    Tasks tasks;

    @Inject
    VisibleVms vms;

    /** The page. */
    @GET
    public View page(@Context SecurityContext security, @Context HttpServletRequest request) {
        Visit visit = visits.reading(Permission.VM_READ, security, request);
        List<Task> latest = tasks.list(null, null, visit.caller().viewer());
        List<Long> ids = latest.stream().map(Task::vm).distinct().toList();
        Map<Long, String> names = vms.names(ids, visit.caller());
        Instant now = Instant.now();
        List<TaskLine> lines = latest.stream()
                .map(task -> TaskLine.of(task, names.get(task.vm()), now))
                .toList();
        return new View("tasks/page.jte", new TaskScreen(visit.frame("Tasks", "tasks"), Note.NONE, lines));
    }
}
