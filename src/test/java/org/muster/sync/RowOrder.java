package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.muster.inventory.ConnectionState;
import org.muster.inventory.Vm;

/** That older never overwrites newer (rule 4), by when things truly began, whatever numbers they drew. */
final class RowOrder {

    private final Map<Long, Written> lastWritten = new HashMap<>();
    private final Map<Place, Long> lastConfirmed = new HashMap<>();

    /** A row, and a connection that showed its VM as the row has it. */
    private record Place(long row, long connection) {}

    /** When a row was last written by who observed it, and when that one had begun. */
    private record Written(long begun, long at) {
        static final Written NEVER = new Written(0, 0);
    }

    /** Who began before the last writer did, or asked a guest before that one wrote, is older than what the row has. */
    void written(Vm row, ToldAnswers.Told told, String what, long now) {
        boolean guest = told.kind() == ToldAnswers.Kind.GUEST;
        Written last = lastWritten.getOrDefault(row.id(), Written.NEVER);
        assertThat(told.begun())
                .as("rule 4: older overwrote newer: %s by %s", what, told.kind())
                .isGreaterThanOrEqualTo(guest ? last.at : last.begun);
        if (!guest) {
            assertThat(told.begun())
                    .as("rule 4: older overwrote what was found unchanged: %s by %s", what, told.kind())
                    .isGreaterThanOrEqualTo(lastConfirmed.getOrDefault(new Place(row.id(), told.connection()), 0L));
        }
        if (!guest) {
            lastWritten.put(row.id(), new Written(told.begun(), now));
        }
    }

    /** What a pass over all VMs found as it was known is as new as what it wrote. */
    void confirmed(ToldAnswers.Told told, Collection<Vm> rows, Map<Long, ConnectionState> states) {
        ConnectionState state = states.get(told.connection());
        for (Vm row : rows) {
            boolean here = state != null
                    && row.state().connectionId() == told.connection()
                    && row.pass() <= state.lastPass()
                    && told.readings().containsKey(row.state().externalId());
            if (here) {
                lastConfirmed.merge(new Place(row.id(), told.connection()), told.begun(), Math::max);
            }
        }
    }
}
