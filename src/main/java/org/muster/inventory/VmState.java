package org.muster.inventory;

import java.time.Duration;
import java.time.Instant;
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
        GuestWord guest) {

    /** Caps what came from outside. */
    public VmState {
        node = Text.line(node, 255);
        statusDetail = Text.line(statusDetail, 64);
        syncError = syncError == null ? null : Text.line(syncError, 500);
    }

    /** A VM whose guest has said nothing. */
    public VmState(
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
            long fence) {
        this(
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
                GuestWord.NONE);
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
     * @param passes full passes of that connection that saw it
     */
    public record Rival(long connectionId, String node, int passes) {}

    public VmState withDetails(VmDetails newDetails, @Nullable String newError) {
        return new VmState(
                clusterId,
                connectionId,
                externalId,
                node,
                newDetails,
                status,
                statusDetail,
                startedAt,
                ports,
                task,
                newError,
                absence,
                rival,
                fence,
                guest);
    }

    /** Described anew by its source: what that did not observe, and what the guest knows better, stays. */
    public VmState described(VmDetails seen, @Nullable String newError) {
        GuestWord word = guest.after(seen, details);
        return withGuest(word.over(seen, details), word).withError(newError);
    }

    public VmState withGuest(VmDetails newDetails, GuestWord newGuest) {
        return new VmState(
                clusterId,
                connectionId,
                externalId,
                node,
                newDetails,
                status,
                statusDetail,
                startedAt,
                ports,
                task,
                syncError,
                absence,
                rival,
                fence,
                newGuest);
    }

    public VmState withError(@Nullable String newError) {
        return withDetails(details, newError);
    }

    public VmState withStatus(VmStatus newStatus, String newDetail, @Nullable Instant newStart) {
        return new VmState(
                clusterId,
                connectionId,
                externalId,
                node,
                details,
                newStatus,
                newDetail,
                newStart,
                ports,
                task,
                syncError,
                absence,
                rival,
                fence,
                guest);
    }

    public VmState withPlace(long newConnection, String newNode) {
        return new VmState(
                clusterId,
                newConnection,
                externalId,
                newNode,
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
                guest);
    }

    public VmState withAbsence(Absence newAbsence) {
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
                newAbsence,
                rival,
                fence,
                guest);
    }

    public VmState withRival(@Nullable Rival newRival) {
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
                newRival,
                fence,
                guest);
    }

    public VmState withPorts(Ports newPorts) {
        return new VmState(
                clusterId,
                connectionId,
                externalId,
                node,
                details,
                status,
                statusDetail,
                startedAt,
                newPorts,
                task,
                syncError,
                absence,
                rival,
                fence,
                guest);
    }

    public VmState withTask(@Nullable RowTask newTask, long newFence) {
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
                newTask,
                syncError,
                absence,
                rival,
                newFence,
                guest);
    }

    /** Whether the record lives: it may be missing, but it is not gone. */
    public boolean isLive() {
        return absence.goneAt() == null;
    }
}
