package org.muster.hypervisor.proxmox;

import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.TimeLeft;
import org.muster.inventory.Text;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmType;

/**
 * Has actions carried out. A good answer means only that the cluster has begun a task of its own (UPID): what came of it
 * is in the task's {@code exitstatus}. Nothing is posted twice.
 */
final class Orders {

    private static final Duration FIRST_LOOK = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** So long a guest's own way down or up is watched for an early refusal. */
    private static final Duration GUESTS_OWN = Duration.ofSeconds(3);

    private static final int LONGEST_WORDS = 300;

    private final Session session;
    private final TimeLeft left;

    Orders(Session session, TimeLeft left) {
        this.session = session;
        this.left = left;
    }

    /** @throws HypervisorException REFUSED with the cluster's words */
    void carryOut(VmAction action, GuestId id, String node) throws HypervisorException {
        if (action == VmAction.RESET && id.type() == VmType.LXC) {
            throw new HypervisorException(Reason.REFUSED, "A container can't be reset; reboot it.");
        }
        JsonValue task = session.post(id.path(node) + "/status/" + action.word(), Map.of(), left.now());
        if (!(task instanceof JsonString upid) || !upid.getString().startsWith("UPID:" + node + ":")) {
            throw new HypervisorException(Reason.BAD_ANSWER, "The cluster named no task for the action.");
        }
        boolean guestsOwn = action == VmAction.SHUTDOWN || action == VmAction.REBOOT;
        follow(node, upid.getString(), guestsOwn ? GUESTS_OWN : left.now().dividedBy(2));
    }

    /** Until the task has ended, or for so long. */
    private void follow(String node, String upid, Duration patience) throws HypervisorException {
        String path = "/nodes/" + Rest.encoded(node) + "/tasks/" + Rest.encoded(upid) + "/status";
        TimeLeft patient = new TimeLeft(patience);
        Duration pause = FIRST_LOOK;
        while (true) {
            Fields task = Fields.of(session.get(path, left.now()));
            if (task.text("status").equals("stopped")) {
                requireGood(task.text("exitstatus"));
                return;
            }
            if (patient.now().compareTo(pause) <= 0) {
                return;
            }
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    /** Success is {@code OK} or {@code WARNINGS: n}. */
    private static void requireGood(String exit) throws HypervisorException {
        if (!exit.equals("OK") && !exit.startsWith("WARNINGS: ")) {
            throw new HypervisorException(Reason.REFUSED, Text.line(exit, LONGEST_WORDS));
        }
    }
}
