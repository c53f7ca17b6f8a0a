package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import org.muster.connection.Connection;
import org.muster.connection.Connections;
import org.muster.inventory.ConnectionState;
import org.muster.inventory.ConnectionStates;
import org.muster.inventory.Quarantine;
import org.muster.platform.Database;

/** Observations that lack too many VMs at once to be believed, and an administrator's word on them (rule 2). */
@Singleton
public class Quarantines {

    /** An administrator's word. */
    public enum Verdict {
        /** The VMs are lacking indeed: the next full pass takes them as missing, with the usual grace. */
        ACCEPT,
        /** The source is wrong: they are kept, and nobody is told of it again unless more are lacking. */
        REJECT
    }

    /** A connection whose last full observation is not believed. */
    public record Doubt(Connection connection, Quarantine quarantine) {}

    private final Database database;
    private final ConnectionStates states;
    private final Connections connections;
    private final Demands demands;

    @Inject
    public Quarantines(Database database, ConnectionStates states, Connections connections, Demands demands) {
        this.database = database;
        this.states = states;
        this.connections = connections;
        this.demands = demands;
    }

    /** Every one that stands now. */
    public List<Doubt> all() {
        return states.all().stream()
                .filter(state -> state.quarantine().isOn())
                .flatMap(state -> connections.find(state.connectionId()).stream()
                        .map(connection -> new Doubt(connection, state.quarantine())))
                .toList();
    }

    /**
     * Takes a verdict and has the cluster observed in full at once.
     *
     * @param lacking how many VMs the verdict is about; it is taken only if just as many are lacking still
     * @throws QuarantineMoved if that connection's last observation is believed or lacks other VMs by now
     */
    public void decide(long connection, int lacking, Verdict verdict) {
        long cluster = database.call(tx -> {
            ConnectionState state = states.find(tx, connection).orElse(null);
            if (state == null
                    || !state.quarantine().isOn()
                    || state.quarantine().lacking() != lacking) {
                throw new QuarantineMoved();
            }
            Quarantine decided = verdict == Verdict.ACCEPT
                    ? state.quarantine().accept()
                    : state.quarantine().reject();
            if (!states.write(tx, state.withQuarantine(decided))) {
                throw new QuarantineMoved();
            }
            return state.clusterId();
        });
        demands.trigger(cluster, SyncKind.FULL, "quarantine");
    }
}
