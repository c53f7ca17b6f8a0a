package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.connection.Connections;
import org.muster.hypervisor.GuestObservation;
import org.muster.inventory.Change;
import org.muster.inventory.InventoryWriter;
import org.muster.inventory.KnownVms;
import org.muster.inventory.Vm;
import org.muster.inventory.VmGuest;
import org.muster.inventory.VmGuests;
import org.muster.inventory.VmGuests.Running;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;
import org.muster.platform.Database;
import org.muster.sync.lease.Lease;

/**
 * Writes what a guest said, if that differs. A row that anybody has written since the guest was asked is left alone: what
 * the guest said may be of before (rule 4). The row keeps its pass number, for nothing was observed that passes decide; by
 * its revision, which moves, a pass that has read it before finds that it must decide anew.
 */
@Singleton
public class GuestWriter {

    /** What is to be written; the row's state and what is kept of the guest, each null if it stays. */
    private record Difference(Vm row, @Nullable VmState state, @Nullable VmGuest guest) {
        boolean isNone() {
            return state == null && guest == null;
        }
    }

    private record Answer(
            Vm asked, GuestObservation seen, boolean awayForLong, @Nullable Instant lastAnswer, Instant now) {}

    private final Database database;
    private final VmGuests guests;
    private final KnownVms known = new KnownVms();
    private final InventoryWriter writer = new InventoryWriter();

    @Inject
    public GuestWriter(Database database, VmGuests guests) {
        this.database = database;
        this.guests = guests;
    }

    /** Every live VM that runs. */
    List<Running> running() {
        return guests.running();
    }

    /** The VM as it is known, if it still runs there. */
    Optional<Vm> row(Running vm) {
        return database.read(tx -> row(tx, vm.id(), vm.connectionId()));
    }

    /**
     * Writes what differs.
     *
     * @param lease by which it was asked
     * @param asked the row before the guest was asked
     * @param awayForLong see {@link GuestFacts#state}
     * @param lastAnswer see {@link GuestFacts#guest}
     * @return false if the row has moved since, or the connection is another node's
     */
    boolean write(
            Lease lease,
            Vm asked,
            GuestObservation seen,
            boolean awayForLong,
            @Nullable Instant lastAnswer,
            Instant now) {
        Answer answer = new Answer(asked, seen, awayForLong, lastAnswer, now);
        Optional<Difference> plain = database.read(tx -> difference(tx, answer));
        if (plain.isEmpty() || plain.get().isNone()) {
            return plain.isPresent();
        }
        try {
            return database.call(tx -> write(tx, lease, answer, plain.get()));
        } catch (PassWriter.Overtaken e) {
            return false;
        }
    }

    private boolean write(java.sql.Connection tx, Lease lease, Answer answer, Difference plain) throws SQLException {
        // The lock first, as always; then once more, for others may have written meanwhile.
        long revision = plain.state == null ? 0 : writer.nextRevision(tx);
        Optional<Difference> still = difference(tx, answer);
        if (still.isEmpty() || !Connections.exists(tx, answer.asked.state().connectionId())) {
            return false;
        }
        write(
                tx,
                still.get(),
                answer.now,
                revision == 0 && still.get().state != null ? writer.nextRevision(tx) : revision);
        PassWriter.requireLease(tx, lease);
        return true;
    }

    private void write(java.sql.Connection tx, Difference difference, Instant now, long revision) throws SQLException {
        Vm row = difference.row;
        VmState state = difference.state;
        if (state != null) {
            Change change = new Change.Updated(row.id(), row.revision(), row.state(), state);
            writer.write(tx, List.of(change), row.pass(), now, revision);
        }
        if (difference.guest != null) {
            guests.write(tx, row.id(), difference.guest);
        }
    }

    private Optional<Difference> difference(java.sql.Connection tx, Answer answer) throws SQLException {
        Vm row = row(tx, answer.asked.id(), answer.asked.state().connectionId()).orElse(null);
        if (row == null || row.pass() != answer.asked.pass()) {
            return Optional.empty();
        }
        VmState state = GuestFacts.state(row.state(), answer.seen, answer.awayForLong);
        VmGuest before = guests.find(tx, row.id()).orElse(null);
        VmGuest after = GuestFacts.guest(
                before == null ? VmGuest.NOTHING : before, answer.seen, row.state(), answer.now, answer.lastAnswer);
        return Optional.of(new Difference(
                row, state.equals(row.state()) ? null : state, before != null && after.equals(before) ? null : after));
    }

    private Optional<Vm> row(java.sql.Connection tx, long id, long connection) throws SQLException {
        return known.byIds(tx, List.of(id)).stream()
                .filter(vm -> vm.state().isLive()
                        && vm.state().connectionId() == connection
                        && vm.state().status() == VmStatus.RUNNING)
                .findFirst();
    }
}
