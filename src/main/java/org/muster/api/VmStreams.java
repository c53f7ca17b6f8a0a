package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.muster.access.Caller;
import org.muster.inventory.Inventory;
import org.muster.inventory.Vm;

/**
 * Answers whole lists, read in steps as they are written: no transaction is open meanwhile, and a reader that is slow
 * holds nothing but its own connection.
 */
@Singleton
public class VmStreams {

    /** H2 compares each row with every id that was asked for. */
    private static final int STEP = 100;

    private final Inventory inventory;
    private final VmRows rows;

    @Inject
    public VmStreams(Inventory inventory, VmRows rows) {
        this.inventory = inventory;
        this.rows = rows;
    }

    /** All that match, a JSON object a line. */
    StreamingOutput lines(VmListRequest request, Caller caller) {
        VmJson view = rows.view();
        List<Long> ids = ids(request, caller, view);
        return to -> {
            JsonOut out = new JsonOut();
            for (List<Long> step : steps(ids).toList()) {
                for (Vm vm : inventory.rows(step)) {
                    view.write(out, vm);
                    out.line();
                }
                out.drainTo(to);
            }
        };
    }

    /** All that match as CSV, a header first. */
    StreamingOutput csv(VmListRequest request, Caller caller) {
        VmCsv csv = new VmCsv(rows.view());
        List<Long> ids = ids(request, caller, csv.view());
        return to -> {
            to.write(VmCsv.header().getBytes(StandardCharsets.UTF_8));
            for (List<Long> step : steps(ids).toList()) {
                StringBuilder out = new StringBuilder();
                inventory.rows(step).forEach(vm -> csv.write(out, vm));
                to.write(out.toString().getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    private List<Long> ids(VmListRequest request, Caller caller, VmJson view) {
        if (request.since() != null) {
            throw new InvalidRequest("since", "is answered as application/json only");
        }
        return inventory.ids(request.query(), caller.viewer(), view.stale());
    }

    private static Stream<List<Long>> steps(List<Long> ids) {
        return IntStream.iterate(0, from -> from < ids.size(), from -> from + STEP)
                .mapToObj(from -> ids.subList(from, Math.min(from + STEP, ids.size())));
    }
}
