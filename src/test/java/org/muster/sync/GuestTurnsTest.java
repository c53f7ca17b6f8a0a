package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.muster.inventory.VmGuests.Running;

/** A source of several hosts: one guest of each is asked at a time. */
class GuestTurnsTest {

    private final GuestTurns turns = new GuestTurns(() -> 0);

    private static Running vm(String id, String node) {
        return new Running(10, id.hashCode(), id, node, null);
    }

    @BeforeEach
    void twoHosts() {
        turns.running(
                List.of(vm("a", "north"), vm("b", "north"), vm("c", "south"), vm("d", "south")), Duration.ZERO, 0);
    }

    private Running begun() {
        return Objects.requireNonNull(turns.begin(0));
    }

    @Test
    void oneGuestOfEachHostIsAskedAtATime() {
        Running one = begun();
        Running other = begun();

        assertThat(List.of(one.node(), other.node())).containsExactlyInAnyOrder("north", "south");
        assertThat(turns.begin(0)).isNull();
        assertThat(turns.asking()).hasSize(2);
        assertThat(turns.isIdle(0)).isFalse();
    }

    @Test
    void theNextOfAHostFollowsTheOneBefore() {
        Running one = begun();
        begun();
        turns.heard(one.externalId(), ToldGuests.silent(), Duration.ofMinutes(5), Sample.NOON, 0);
        turns.end(one);

        Running next = begun();
        assertThat(next.node()).isEqualTo(one.node());
        assertThat(next.externalId()).isNotEqualTo(one.externalId());
    }

    @Test
    void aGuestThatMigratesWhileItIsAskedIsNotAskedOnceMoreWhereItIsNow() {
        turns.running(List.of(vm("a", "north")), Duration.ZERO, 0);
        Running asked = begun();
        turns.running(List.of(vm("a", "south"), vm("e", "south")), Duration.ZERO, 0);

        Running next = turns.begin(0);
        assertThat(next == null ? "" : next.externalId()).isNotEqualTo("a");

        turns.end(asked);
        assertThat(turns.asking()).hasSize(next == null ? 0 : 1);
    }
}
