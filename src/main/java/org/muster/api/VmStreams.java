package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.muster.access.Caller;
import org.muster.access.VisibleVms;
import org.muster.inventory.Vm;

/** Answers whole lists, read in steps as they are written. */
@Singleton
public class VmStreams {

    private final VisibleVms vms;
    private final VmRows rows;
    private final ReadAhead ahead;

    @Inject
    public VmStreams(VisibleVms vms, VmRows rows, ReadAhead ahead) {
        this.vms = vms;
        this.rows = rows;
        this.ahead = ahead;
    }

    /** All that match, a JSON object a line. */
    StreamingOutput lines(VmListRequest request, Caller caller) {
        VmJson view = rows.view();
        List<Long> ids = ids(request, caller, view);
        return to -> {
            JsonOut out = new JsonOut();
            ahead.each(ids, caller, step -> {
                for (Vm vm : step) {
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
            ahead.each(ids, caller, step -> {
                StringBuilder out = new StringBuilder();
                step.forEach(vm -> csv.write(out, vm));
                to.write(out.toString().getBytes(StandardCharsets.UTF_8));
            });
        };
    }

    private List<Long> ids(VmListRequest request, Caller caller, VmJson view) {
        if (request.since() != null) {
            throw new InvalidRequest("since", "is answered as application/json only");
        }
        return vms.ids(request.query(), caller, view.stale());
    }
}
