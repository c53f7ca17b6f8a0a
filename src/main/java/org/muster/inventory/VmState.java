package org.muster.inventory;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a row of the inventory holds and that moves its revision: what the Reconciler reads and decides.
 * Two equal states need no write.
 *
 * @param externalId the source's lasting identity, unique among a cluster's live rows
 * @param connectionId the connection that this VM was last placed on
 * @param node the host's name there
 * @param startedAt the start that Muster saw or the source told; null when not running or not known
 * @param ports whether RDP and SSH answered when last asked
 * @param task the action under way, or null
 * @param syncError what is wrong with observing this VM, or null
 * @param fence bulk observations with a lower pass number don't touch the status
 * @param guest what of the details is the guest's own word
 * @param marks what its cluster notes on it
 */
public record VmState(
        long clusterId,
        long connectionId,
        String externalId,
        String node,
        VmDetails details,
        VmStatus status,
        String statusDetail,
        @Nullable Instant startedAt,
        Ports ports,
        @Nullable RowTask task,
        @Nullable String syncError,
        Absence absence,
        @Nullable Rival rival,
        long fence,
        GuestWord guest,
        Marks marks) {

    /** Caps what came from outside. */
    public VmState {
        node = Text.line(node, 255);
        statusDetail = Text.line(statusDetail, 64);
        syncError = syncError == null ? null : Text.line(syncError, 500);
    }

    /** A VM that nobody has seen before: as its source describes it, and nothing else is known. */
    public static VmState atFirst(
            long clusterId,
            long connectionId,
            String externalId,
            String node,
            VmDetails details,
            VmStatus status,
            String statusDetail) {
        return new VmState(
                clusterId,
                connectionId,
                externalId,
                node,
                details,
                status,
                statusDetail,
                null,
                Ports.CLOSED,
                null,
                null,
                Absence.NONE,
                null,
                0,
                GuestWord.atFirst(details),
                Marks.NONE);
    }

    /** Whether the well-known ports of remote access answered. */
    public record Ports(boolean rdp, boolean ssh) {
        /** Not known to answer. */
        public static final Ports CLOSED = new Ports(false, false);
    }

    /**
     * The action under way on a VM.
     *
     * @param state the contract's task_state ({@code rebooting}, …), null where the status itself is transient
     */
    public record RowTask(long id, @Nullable String state) {}

    /**
     * How long a VM has been absent from complete observations.
     *
     * @param passes full passes in a row without it
     * @param since when the first of them was, for people to read; null if it is present
     * @param lasted from the first to the last of them, in whole milliseconds, whatever was done to the clock
     * @param goneAt when it was given up; null while the record lives
     */
    public record Absence(int passes, @Nullable Instant since, Duration lasted, @Nullable Instant goneAt) {
        /** Present. */
        public static final Absence NONE = new Absence(0, null, Duration.ZERO, null);
    }

    /**
     * Another connection of the cluster on which the same VM is active too.
     *
     * @param passes full passes of that connection that saw it; -1 if the VM is down where it is placed, so that the next
     *     word of that connection decides where it is
     */
    public record Rival(long connectionId, String node, int passes) {
        private static final int AWAITED = -1;

        /** Whether its next word decides. */
        public boolean isAwaited() {
            return passes == AWAITED;
        }

        /** As {@link #isAwaited}. */
        public Rival awaited() {
            return new Rival(connectionId, node, AWAITED);
        }

        /** One of two that are active, whose word decides nothing yet. */
        public Rival besides() {
            return isAwaited() ? new Rival(connectionId, node, 0) : this;
        }
    }

    public VmState withDetails(VmDetails newDetails, @Nullable String newError) {
        Draft draft = new Draft(this);
        draft.details = newDetails;
        draft.syncError = newError;
        return draft.state();
    }

    /** Described anew by its source: what that did not observe, and what the guest knows better, stays. */
    public VmState described(VmDetails seen, @Nullable String newError) {
        GuestWord word = guest.after(seen, details);
        return withGuest(word.over(seen, details), word).withError(newError);
    }

    public VmState withGuest(VmDetails newDetails, GuestWord newGuest) {
        Draft draft = new Draft(this);
        draft.details = newDetails;
        draft.guest = newGuest;
        return draft.state();
    }

    public VmState withError(@Nullable String newError) {
        return withDetails(details, newError);
    }

    /** Itself where nothing differs: that is so for most VMs of most passes. */
    public VmState withStatus(VmStatus newStatus, String newDetail, @Nullable Instant newStart) {
        if (status == newStatus && statusDetail.equals(newDetail) && Objects.equals(startedAt, newStart)) {
            return this;
        }
        Draft draft = new Draft(this);
        draft.status = newStatus;
        draft.statusDetail = newDetail;
        draft.startedAt = newStart;
        return draft.state();
    }

    /** Itself where nothing differs. */
    public VmState withPlace(long newConnection, String newNode) {
        if (connectionId == newConnection && node.equals(newNode)) {
            return this;
        }
        Draft draft = new Draft(this);
        draft.connectionId = newConnection;
        draft.node = newNode;
        return draft.state();
    }

    public VmState withAbsence(Absence newAbsence) {
        Draft draft = new Draft(this);
        draft.absence = newAbsence;
        return draft.state();
    }

    public VmState withRival(@Nullable Rival newRival) {
        Draft draft = new Draft(this);
        draft.rival = newRival;
        return draft.state();
    }

    public VmState withPorts(Ports newPorts) {
        Draft draft = new Draft(this);
        draft.ports = newPorts;
        return draft.state();
    }

    public VmState withTask(@Nullable RowTask newTask, long newFence) {
        Draft draft = new Draft(this);
        draft.task = newTask;
        draft.fence = newFence;
        return draft.state();
    }

    public VmState withMarks(Marks newMarks) {
        Draft draft = new Draft(this);
        draft.marks = newMarks;
        return draft.state();
    }

    /** Whether the record lives: it may be missing, but it is not gone. */
    public boolean isLive() {
        return absence.goneAt() == null;
    }

    /** A state on its way to another; the identity stays. */
    private static final class Draft {
        private final long clusterId;
        private long connectionId;
        private final String externalId;
        private String node;
        private VmDetails details;
        private VmStatus status;
        private String statusDetail;
        private @Nullable Instant startedAt;
        private Ports ports;
        private @Nullable RowTask task;
        private @Nullable String syncError;
        private Absence absence;
        private @Nullable Rival rival;
        private long fence;
        private GuestWord guest;
        private Marks marks;

        Draft(VmState from) {
            clusterId = from.clusterId;
            connectionId = from.connectionId;
            externalId = from.externalId;
            node = from.node;
            details = from.details;
            status = from.status;
            statusDetail = from.statusDetail;
            startedAt = from.startedAt;
            ports = from.ports;
            task = from.task;
            syncError = from.syncError;
            absence = from.absence;
            rival = from.rival;
            fence = from.fence;
            guest = from.guest;
            marks = from.marks;
        }

        VmState state() {
            return new VmState(
                    clusterId,
                    connectionId,
                    externalId,
                    node,
                    details,
                    status,
                    statusDetail,
                    startedAt,
                    ports,
                    task,
                    syncError,
                    absence,
                    rival,
                    fence,
                    guest,
                    marks);
        }
    }
}
