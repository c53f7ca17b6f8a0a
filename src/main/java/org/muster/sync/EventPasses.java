package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.connection.Connections;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.TargetedObservation;
import org.muster.inventory.Change;
import org.muster.inventory.ConnectionStates;
import org.muster.inventory.InventoryWriter;
import org.muster.inventory.KnownVms;
import org.muster.inventory.Vm;
import org.muster.platform.Database;
import org.muster.platform.DatabaseException;
import org.muster.platform.Meters;
import org.muster.platform.Time;

/**
 * Looks at the VMs that a source has told of, and writes what differs. It runs beside the passes of the same connection:
 * a bulk pass that began earlier leaves alone what was written here later (rule 4).
 */
@Singleton
public class EventPasses {

    private static final Logger LOG = System.getLogger(EventPasses.class.getName());

    private final Sources sources;
    private final Database database;
    private final SyncSettings settings;
    private final Meters meters;
    private final Time time;
    private final KnownVms known = new KnownVms();
    private final InventoryWriter writer = new InventoryWriter();

    @Inject
    public EventPasses(Sources sources, Database database, SyncSettings settings, Meters meters, Time time) {
        this.sources = sources;
        this.database = database;
        this.settings = settings;
        this.meters = meters;
        this.time = time;
    }

    /**
     * Looks at a batch. Never throws: an event is a hint, and the timers make it right in any case (rule 9).
     *
     * @return whether only a full pass can tell what happened
     */
    boolean run(Source source, EventInbox.Batch batch) {
        long began = time.nanos();
        source.pace().stir();
        String cluster = Long.toString(source.connection().clusterId());
        meters.count("muster_sync_events", batch.vms().size(), "cluster", cluster);
        if (batch.lost()) {
            return true;
        }
        try {
            long number = database.call(writer::nextPass);
            TargetedObservation seen = source.lookWait().during(() -> sources.opened(source)
                    .observeVms(batch.vms(), settings.now().quickDeadline()));
            Pass pass = source.pass(number, time.now(), Duration.ZERO, Set.of());
            Decision decision = commit(pass, seen, batch.undefined());
            sources.lookAt(Placement.open(decision.changes(), pass));
            meters.time("muster_sync_event_pass", time.since(began), "cluster", cluster);
            return decision.wantsFull();
        } catch (HypervisorException e) {
            LOG.log(Level.DEBUG, "Connection {0} told of VMs that can't be observed: {1}", cluster, e.getMessage());
            return true;
        } catch (PassWriter.Overtaken e) {
            return false;
        } catch (Late e) {
            source.inbox().again(batch);
            return false;
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "What a source told could not be written: {0}", e.getMessage());
            return true;
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "Looking at told VMs failed unexpectedly.", e);
            return true;
        }
    }

    private Decision commit(Pass pass, TargetedObservation seen, Set<String> undefined) {
        return Anew.call(database, (tx, last) -> {
            Map<String, Vm> rows = known.byExternal(tx, pass.clusterId(), ids(seen));
            Decision decision = reconciler().some(Rivals.known(tx, pass, rows.values()), seen, undefined, rows);
            if (!decision.changes().isEmpty()) {
                long revision = writer.nextRevision(tx);
                if (ConnectionStates.lastPass(tx, pass.connectionId()) > pass.number()) {
                    throw new Late();
                }
                if (!Connections.exists(tx, pass.connectionId())) {
                    throw new PassWriter.Overtaken();
                }
                List<Change> left = writer.write(tx, decision.changes(), pass.number(), pass.now(), revision);
                if (!left.isEmpty() && !last) {
                    throw new Anew.Moved();
                }
                PassWriter.requireLease(tx, pass.lease());
            }
            return decision;
        });
    }

    /** A pass over all VMs began later and has ended: what it found as it was known is in no row, and yet is newer. */
    private static final class Late extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Reconciler reconciler() {
        return new Reconciler(settings.now().missing());
    }

    private static Set<String> ids(TargetedObservation seen) {
        Set<String> ids = new HashSet<>(seen.absent());
        seen.vms().forEach(vm -> ids.add(vm.reading().externalId()));
        return ids;
    }
}
