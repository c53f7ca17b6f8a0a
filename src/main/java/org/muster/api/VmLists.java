package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.VisibleVms;
import org.muster.access.brake.Brake;
import org.muster.access.brake.Brakes;
import org.muster.access.rights.Permission;
import org.muster.inventory.Clusters;
import org.muster.inventory.VmChanges;
import org.muster.inventory.VmPage;

/** Answers lists from the inventory; has the VMs observed first where that is wanted and allowed. */
@Singleton
public class VmLists {

    /** How a list came about. */
    enum Mode {
        INVENTORY,
        LIVE,
        /** Live was wanted and failed: what the inventory has is told to be stale. */
        FAILED;

        String word() {
            return this == LIVE ? "live" : "inventory";
        }
    }

    /** A list in JSON, and its tag. */
    record Answer(byte[] json, String tag) {}

    private final VisibleVms vms;
    private final Clusters clusters;
    private final VmRows rows;
    private final Waiting waiting;
    private final Brakes brakes;
    private final RecentAnswers recent = new RecentAnswers();

    @Inject
    public VmLists(VisibleVms vms, Clusters clusters, VmRows rows, Waiting waiting, Brakes brakes) {
        this.brakes = brakes;
        this.vms = vms;
        this.clusters = clusters;
        this.rows = rows;
        this.waiting = waiting;
    }

    /** Has what is asked for observed, if the caller wants that and may. */
    Mode prepare(VmListRequest request, Caller caller) {
        boolean wanted = request.live() && caller.may(Permission.VM_REFRESH);
        return wanted && sees(caller, request.query().cluster()) ? observe(request) : Mode.INVENTORY;
    }

    /** The tag that {@link #page} would give now. */
    String tag(VmListRequest request, Caller caller, Mode mode) {
        return ListTag.of(vms.revision(), rows.view(), request, caller, mode);
    }

    /** One page. */
    Answer page(VmListRequest request, Caller caller, Mode prepared) {
        VmJson view = rows.view();
        VmPage page = list(request, caller, view);
        Mode mode = prepared;
        if (page.total() == 0 && mode == Mode.INVENTORY && mayAskForUnknown(request, caller)) {
            mode = observe(request);
            view = rows.view();
            page = list(request, caller, view);
        }
        if (mode != Mode.INVENTORY) {
            return write(request, caller, mode, page, view);
        }
        rows.watched(page.vms());
        VmPage asRead = page;
        VmJson asSeen = view;
        return recent.of(request, caller, page, view, () -> write(request, caller, Mode.INVENTORY, asRead, asSeen));
    }

    private static Answer write(VmListRequest request, Caller caller, Mode mode, VmPage page, VmJson view) {
        JsonOut out = new JsonOut();
        boolean stale = view.array(out.object(), "vms", page.vms());
        head(out, mode, stale)
                .number("total", page.total())
                .number("page", request.page())
                .number("size", request.size())
                .text("cursor", new Cursor(page.revision()).toString())
                .endObject();
        return new Answer(out.toBytes(), ListTag.of(page.revision(), view, request, caller, mode));
    }

    /**
     * What changed after the cursor.
     *
     * @throws InvalidRequest if the cursor was not written by this inventory
     */
    byte[] changes(VmListRequest request, Cursor since, Caller caller, Mode mode) {
        VmJson view = rows.view();
        VmChanges changes = vms.since(since.revision(), request.query(), caller, view.stale());
        if (since.revision() > changes.revision()) {
            throw new InvalidRequest("since", "is of another database: ask for the whole list anew");
        }
        rows.watched(changes.vms());
        JsonOut out = new JsonOut();
        boolean stale = view.array(out.object(), "vms", changes.vms());
        out.array("gone");
        changes.gone().forEach(out::element);
        head(out.endArray(), mode, stale)
                .number("total", changes.vms().size())
                .text("cursor", new Cursor(changes.revision()).toString())
                .endObject();
        return out.toBytes();
    }

    private VmPage list(VmListRequest request, Caller caller, VmJson view) {
        return vms.list(request.query(), caller, view.stale(), request.page(), request.size());
    }

    private static JsonOut head(JsonOut out, Mode mode, boolean stale) {
        return out.text("mode", mode.word()).flag("stale", stale || mode == Mode.FAILED);
    }

    private Mode observe(VmListRequest request) {
        return waiting.observe(request.query().cluster()) ? Mode.LIVE : Mode.FAILED;
    }

    /** Whether the database has nothing at all of the clusters asked for, and the caller may change that. */
    private boolean mayAskForUnknown(VmListRequest request, Caller caller) {
        return caller.may(Permission.VM_REFRESH)
                && sees(caller, request.query().cluster())
                && vms.isUnknown(request.wholeCluster(), rows.view().stale())
                && brakes.wait(Brake.LIVE, "unknown:" + caller.id()).isZero();
    }

    /** A cluster that the caller does not see is observed no more than one that is not there. */
    private boolean sees(Caller caller, @Nullable Long id) {
        return id == null
                ? !clusters.all().isEmpty()
                : vms.clusters(caller).stream().anyMatch(cluster -> cluster.id() == id);
    }
}
