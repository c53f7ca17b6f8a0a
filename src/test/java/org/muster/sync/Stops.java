package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.ConnectionState;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

/** That a VM stopped where it is placed is believed (rule 5). */
final class Stops {

    private Stops() {}

    /** What has stopped where it is placed is active in no row, unless another connection that answers had it too. */
    static void believed(ToldAnswers.Told told, Collection<Vm> rows, Map<Long, ConnectionState> known) {
        ConnectionState state = known.get(told.connection());
        for (Vm row : rows) {
            StatusReading reading = told.readings().get(row.state().externalId());
            boolean here =
                    state != null && row.state().connectionId() == told.connection() && row.pass() <= state.lastPass();
            if (here
                    && row.state().isLive()
                    && reading != null
                    && reading.status() != VmStatus.UNKNOWN
                    && !reading.status().isActive()) {
                assertThat(row.state().status().isActive()
                                && !isAwaited(row.state().rival(), known))
                        .as("rule 5: %s has stopped: %s", row.state().externalId(), row.state())
                        .isFalse();
            }
        }
    }

    private static boolean isAwaited(VmState.@Nullable Rival rival, Map<Long, ConnectionState> known) {
        ConnectionState state = rival == null ? null : known.get(rival.connectionId());
        return rival != null && rival.isAwaited() && (state == null || state.failingSince() == null);
    }
}
