package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.muster.access.Caller;
import org.muster.inventory.Inventory;
import org.muster.inventory.Vm;

/** Answers whole lists, read in steps as they are written. */
@Singleton
public class VmStreams {

    private final Inventory inventory;
    private final VmRows rows;
    private final ReadAhead ahead;

    @Inject
    public VmStreams(Inventory inventory, VmRows rows, ReadAhead ahead) {
        this.inventory = inventory;
        this.rows = rows;
        this.ahead = ahead;
    }

    /** All that match, a JSON object a line. */
    StreamingOutput lines(VmListRequest request, Caller caller) {
        VmJson view = rows.view();
        List<Long> ids = ids(request, caller, view);
        return to -> {
            JsonOut out = new JsonOut();
            ahead.each(ids, vms -> {
                for (Vm vm : vms) {
                    view.write(out, vm);
                    out.line();
                }
                out.drainTo(to);
            });
        };
    }

    /** All that match as CSV, a header first. */
    StreamingOutput csv(VmListRequest request, Caller caller) {
        VmCsv csv = new VmCsv(rows.view());
        List<Long> ids = ids(request, caller, csv.view());
        return to -> {
            to.write(VmCsv.header().getBytes(StandardCharsets.UTF_8));
            ahead.each(ids, vms -> {
                StringBuilder out = new StringBuilder();
                vms.forEach(vm -> csv.write(out, vm));
                to.write(out.toString().getBytes(StandardCharsets.UTF_8));
            });
        };
    }

    private List<Long> ids(VmListRequest request, Caller caller, VmJson view) {
        if (request.since() != null) {
            throw new InvalidRequest("since", "is answered as application/json only");
        }
        return inventory.ids(request.query(), caller.viewer(), view.stale());
    }
}
