package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What became of what was asked for. */
final class TaskRoutes {

    private TaskRoutes() {}

    static void add(Routes routes) {
        routes.open(
                "GET /nodes/{node}/tasks/{upid}/status",
                call -> Reply.data(task(call).status()));
        routes.open("GET /nodes/{node}/tasks/{upid}/log", TaskRoutes::log);
        routes.open("GET /nodes/{node}/tasks", TaskRoutes::list);
        routes.open("GET /cluster/tasks", TaskRoutes::recent);
    }

    private static Task task(Call call) {
        String upid = call.parameter("upid");
        if (!upid.matches("UPID(:[^:]*){8}")) {
            throw new Refusal(Reply.invalid(Map.of("upid", "unable to parse worker upid")));
        }
        Task task = call.site().task(upid);
        if (task == null) {
            throw new Refusal(Reply.invalid(Map.of("upid", "no such task")));
        }
        if (!sees(call, task)) {
            call.need("/nodes/" + task.node, List.of("Sys.Audit"));
        }
        return task;
    }

    private static boolean sees(Call call, Task task) {
        return task.who.user().equals(call.who().user()) || call.may("/nodes/" + task.node, "Sys.Audit");
    }

    private static Reply log(Call call) {
        List<String> lines = task(call).log;
        int start = call.number("start", 0);
        int end = Math.min(lines.size(), start + call.number("limit", 50));
        JsonArrayBuilder rows = Data.array();
        for (int i = start; i < end; i++) {
            rows.add(Data.object().add("n", i + 1).add("t", lines.get(i)));
        }
        return Reply.page(rows.build(), lines.size());
    }

    private static Reply list(Call call) {
        List<Task> found = call.site().tasks.stream()
                .filter(task -> task.node.equals(call.node()) && sees(call, task) && isAsked(call, task))
                .toList();
        List<Task> newestFirst = new ArrayList<>(found);
        Collections.reverse(newestFirst);
        int start = Math.min(call.number("start", 0), found.size());
        int end = Math.min(found.size(), start + call.number("limit", 50));
        return Reply.page(Data.list(newestFirst.subList(start, end), Task::listed), found.size());
    }

    private static boolean isAsked(Call call, Task task) {
        String vmid = call.parameter("vmid");
        boolean source =
                switch (call.parameter("source")) {
                    case "all" -> true;
                    case "active" -> !task.isOver();
                    default -> task.isOver();
                };
        return source
                && (vmid.isEmpty() || vmid.equals(task.id))
                && task.startedAt.getEpochSecond() >= call.number("since", 0)
                && (!call.flag("errors") || task.failed());
    }

    private static Reply recent(Call call) {
        List<Task> all = call.site().tasks;
        List<JsonValue> rows = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0 && rows.size() < 25; i--) {
            if (sees(call, all.get(i))) {
                rows.add(all.get(i).listed());
            }
        }
        return Reply.data(Data.list(rows, row -> row));
    }
}
