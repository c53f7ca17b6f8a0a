package org.muster.sync;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.muster.connection.Connections;
import org.muster.inventory.ConnectionStates;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState.Rival;

/** What the connections can tell on which VMs are active beside where they are placed (rule 5). */
final class Rivals {

    private Rivals() {}

    /** The pass, knowing whose word about these rows is not to be waited for. */
    static Pass known(Connection tx, Pass pass, Collection<Vm> rows) throws SQLException {
        Set<Long> rivals = rows.stream()
                .map(row -> row.state().rival())
                .filter(Objects::nonNull)
                .map(Rival::connectionId)
                .collect(Collectors.toSet());
        Set<Long> silent = new HashSet<>();
        for (long rival : rivals) {
            if (!Connections.isPolled(tx, rival) || ConnectionStates.isFailing(tx, rival)) {
                silent.add(rival);
            }
        }
        return pass.withSilent(silent);
    }
}
