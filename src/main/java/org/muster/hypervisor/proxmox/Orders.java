package org.muster.hypervisor.proxmox;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.Order;
import org.muster.hypervisor.OrderInDoubt;
import org.muster.hypervisor.Progress;
import org.muster.hypervisor.TimeLeft;
import org.muster.inventory.Text;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmType;

/**
 * Has actions carried out. A good answer means only that the cluster has begun a task of its own, whose name is its UPID:
 * what came of it is in the task's {@code exitstatus}. Nothing is posted twice.
 */
final class Orders {

    /** {@code UPID:node:pid:pstart:starttime:type:id:user:} (PVE::Tools::upid_decode). */
    private static final Pattern UPID = Pattern.compile("UPID:([A-Za-z0-9][A-Za-z0-9.-]{0,63})"
            + ":[0-9A-Fa-f]{8}:[0-9A-Fa-f]{8,9}:[0-9A-Fa-f]{8}:[^:\\s]+:[^:\\s]*:[^:\\s]+:");

    private static final int LONGEST_WORDS = 300;

    private final Session session;
    private final TimeLeft left;

    Orders(Session session, TimeLeft left) {
        this.session = session;
        this.left = left;
    }

    /** Asks a guest's node; the name of the task that the cluster has begun. */
    String take(Order order, GuestId id, String node) throws HypervisorException {
        if (order.action() == VmAction.RESET && id.type() == VmType.LXC) {
            throw new HypervisorException(Reason.REFUSED, "A container can't be reset; reboot it.");
        }
        JsonValue task =
                session.post(id.path(node) + "/status/" + order.action().word(), form(order), left.now());
        String upid = task instanceof JsonString text ? text.getString() : "";
        if (upid.length() > HypervisorConnection.LONGEST_RECEIPT
                || !UPID.matcher(upid).matches()) {
            throw new OrderInDoubt(
                    new HypervisorException(Reason.BAD_ANSWER, "the cluster named no task that carries it out."));
        }
        return upid;
    }

    /** Else the cluster waits for a guest as long as it likes (180 s), and keeps the guest locked for that time. */
    private static Map<String, String> form(Order order) {
        String seconds = Long.toString(order.guestPatience().toSeconds());
        return switch (order.action()) {
            case SHUTDOWN -> order.force() ? Map.of("timeout", seconds, "forceStop", "1") : Map.of("timeout", seconds);
            case REBOOT -> Map.of("timeout", seconds);
            default -> Map.of();
        };
    }

    /** How far a task has come. */
    Progress progress(String upid) throws HypervisorException {
        Matcher parts = UPID.matcher(upid);
        if (!parts.matches()) {
            return Progress.unknown("This is no task of a cluster.");
        }
        String path = "/nodes/" + Rest.encoded(parts.group(1)) + "/tasks/" + Rest.encoded(upid) + "/status";
        Fields task;
        try {
            task = Fields.of(session.look(path, left.now()));
        } catch (HypervisorException e) {
            if (e.reason() == Reason.REFUSED) {
                return Progress.unknown("The cluster tells nothing of its task: " + e.getMessage());
            }
            throw e;
        }
        return progress(task);
    }

    /** How far a task has come that the cluster describes so. */
    static Progress progress(Fields task) throws HypervisorException {
        return switch (task.text("status")) {
            case "running" -> Progress.UNDER_WAY;
            case "stopped" -> verdict(Text.line(task.text("exitstatus"), LONGEST_WORDS));
            default -> throw new HypervisorException(Reason.BAD_ANSWER, "The cluster's task has no status.");
        };
    }

    /** {@code unexpected status} is what is found of a worker that died without a word. */
    private static Progress verdict(String exit) {
        if (exit.equals("OK") || exit.startsWith("WARNINGS: ")) {
            return Progress.DONE;
        }
        return exit.isEmpty() || exit.equals("unexpected status")
                ? Progress.unknown("The cluster does not know how its task ended.")
                : Progress.failed(exit);
    }
}
