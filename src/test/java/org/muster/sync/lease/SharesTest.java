package org.muster.sync.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SharesTest {

    private final Map<Integer, Long> owners = new TreeMap<>();

    SharesTest() {
        for (int shard = 0; shard < Lease.SHARDS; shard++) {
            owners.put(shard, 0L);
        }
    }

    @Test
    void aSingleNodeTakesAllAtOnce() {
        settle(List.of(7L));

        assertThat(owners.values()).containsOnly(7L);
    }

    @Test
    void theSecondNodeGetsHalfAndTheFirstKeepsTheRest() {
        settle(List.of(7L));
        int moves = settle(List.of(7L, 9L));

        assertThat(counts()).containsOnly(Map.entry(7L, 32L), Map.entry(9L, 32L));
        assertThat(moves).as("released and taken, each once").isEqualTo(64);
    }

    @Test
    void aFewConnectionsAreSharedToo() {
        settle(List.of(7L));
        settle(List.of(7L, 9L));

        assertThat(owners.get(1)).isNotEqualTo(owners.get(2));
        assertThat(owners.get(2)).isNotEqualTo(owners.get(3));
    }

    @Test
    void aDeadNodesShardsGoToTheOthersAndNothingElseMoves() {
        settle(List.of(1L, 2L, 3L));
        Map<Integer, Long> before = new HashMap<>(owners);
        settle(List.of(1L, 3L));

        assertThat(counts()).containsOnly(Map.entry(1L, 32L), Map.entry(3L, 32L));
        before.forEach((shard, owner) -> {
            if (owner != 2) {
                assertThat(owners).containsEntry(shard, owner);
            }
        });
    }

    @Test
    void aNodeWithItsShareDoesNothing() {
        settle(List.of(1L, 2L, 3L));

        for (long node = 1; node <= 3; node++) {
            assertThat(Shares.of(node, List.of(1L, 2L, 3L), owners)).isEqualTo(new Shares.Moves(List.of(), List.of()));
        }
    }

    @Test
    void moreNodesThanShardsLeaveSomeWithNone() {
        List<Long> nodes = new ArrayList<>();
        for (long node = 1; node <= 70; node++) {
            nodes.add(node);
        }
        settle(nodes);

        assertThat(counts()).hasSize(64).values().containsOnly(1L);
    }

    @Test
    void whoeverComesAndGoesTheShareIsEvenAndNobodyTakesWhatALivingNodeHas() {
        Random chance = new Random(8);
        TreeSet<Long> live = new TreeSet<>(List.of(1L));
        for (long step = 2; step < 60; step++) {
            if (live.size() > 1 && chance.nextBoolean()) {
                live.remove(List.copyOf(live).get(chance.nextInt(live.size())));
            } else {
                live.add(step);
            }
            settle(List.copyOf(live));
            assertThat(counts().keySet()).isEqualTo(live);
            long least = 64 / live.size();
            assertThat(counts().values()).allMatch(count -> count == least || count == least + 1);
        }
    }

    /** Lets each decide in turn until nothing moves; how many moves that took. */
    private int settle(List<Long> live) {
        int moves = 0;
        for (int round = 0; round < 3; round++) {
            for (long node : live) {
                Shares.Moves wanted = Shares.of(node, live, owners);
                assertThat(wanted.take().isEmpty() || wanted.release().isEmpty())
                        .isTrue();
                wanted.take().forEach(shard -> assertThat(live).doesNotContain(owners.put(shard, node)));
                wanted.release()
                        .forEach(shard -> assertThat(owners.put(shard, 0L)).isEqualTo(node));
                moves += wanted.take().size() + wanted.release().size();
            }
        }
        return moves;
    }

    private Map<Long, Long> counts() {
        Map<Long, Long> counts = new TreeMap<>();
        owners.values().forEach(owner -> counts.merge(owner, 1L, Long::sum));
        return counts;
    }
}
