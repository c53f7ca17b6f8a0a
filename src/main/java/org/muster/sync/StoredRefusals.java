package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.muster.connection.Connection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.inventory.ConnectionState;
import org.muster.inventory.ConnectionStates;
import org.muster.platform.Database;
import org.muster.platform.Time;

/** What the node that observes a source was refused with, as it wrote it down: no other node need ask that again. */
@Singleton
public class StoredRefusals {

    private final Database database;
    private final ConnectionStates states;
    private final Time time;

    @Inject
    public StoredRefusals(Database database, ConnectionStates states, Time time) {
        this.database = database;
        this.states = states;
        this.time = time;
    }

    /** @param until when nothing is asked, by the monotonic clock */
    record Refusal(HypervisorException why, long until) {}

    /** @param longest that nothing is asked after a refusal; zero if that does not matter with that kind of source */
    Optional<Refusal> of(Connection connection, Duration longest) {
        return longest.isZero()
                ? Optional.empty()
                : database.read(tx -> states.find(tx, connection.id())).flatMap(state -> refusal(state, longest));
    }

    private Optional<Refusal> refusal(ConnectionState state, Duration longest) {
        Instant due = state.nextDue();
        Duration left = due == null ? Duration.ZERO : Duration.between(time.now(), due);
        return left.isNegative() || left.isZero()
                ? Optional.empty()
                : why(state.reason(), state.error())
                        .map(why -> new Refusal(
                                why, time.nanos() + (left.compareTo(longest) < 0 ? left : longest).toNanos()));
    }

    private static Optional<HypervisorException> why(@Nullable String word, @Nullable String words) {
        return Stream.of(Reason.values())
                .filter(reason -> reason.word().equals(word))
                .map(reason -> new HypervisorException(reason, String.valueOf(words)))
                .filter(HypervisorException::isRefusal)
                .findFirst();
    }
}
