package org.muster.sync.lease;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.platform.Database;
import org.muster.platform.Home;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;

/** Several nodes on one database, by a clock that is moved by hand. */
class LeasesTest {

    private final Database database = TestDatabase.fresh();
    private long seconds = 1000;
    private long jump;
    private final Time time = new Time(() -> Instant.ofEpochSecond(seconds), () -> seconds * 1_000_000_000);

    private Leases node(HomeNode home) {
        return new Leases(database, time, tx -> (seconds + jump) * 1000, home, false);
    }

    private Leases node() {
        return node(HomeNode.unkept("test"));
    }

    private static long count(Leases leases) {
        long count = 0;
        for (long connection = 100; connection < 100 + Lease.SHARDS; connection++) {
            count += leases.on(connection) == null ? 0 : 1;
        }
        return count;
    }

    private boolean holds(Lease lease) {
        return database.call(tx -> Leases.holds(tx, lease));
    }

    @Test
    void aSingleNodeHasAllAtOnce() {
        Leases only = node();
        only.start();

        assertThat(count(only)).isEqualTo(64);
        assertThat(only.isShared()).isFalse();
        assertThat(only.isFirst()).isTrue();
    }

    @Test
    void twoNodesShareEvenlyAndNoShardIsHeldTwice() {
        Leases one = node();
        Leases two = node();
        one.start();
        two.start();
        assertThat(count(two)).as("what a living node holds is not taken").isZero();
        one.renew();
        assertThat(two.renew()).hasSize(32);

        for (long connection = 1; connection <= 64; connection++) {
            assertThat(one.on(connection) == null).isNotEqualTo(two.on(connection) == null);
        }
        assertThat(count(one)).isEqualTo(32);
        assertThat(one.isFirst()).isNotEqualTo(two.isFirst());
        assertThat(two.live()).hasSize(2);
    }

    @Test
    void aDeadNodesShardsAreTakenOnceItsTimeIsOverAndNotBefore() {
        Leases dead = node();
        Leases heir = node();
        dead.start();
        heir.start();
        dead.renew();
        heir.renew();
        Lease lost = requireNonNull(dead.on(dead.on(1) != null ? 1 : 2));

        forward(Leases.LENGTH.minusSeconds(1), heir);
        assertThat(count(heir)).isEqualTo(32);
        assertThat(holds(lost)).isTrue();
        forward(Duration.ofSeconds(2), heir);

        assertThat(count(heir)).isEqualTo(64);
        assertThat(holds(lost)).as("its token is void").isFalse();
        assertThat(heir.bury()).isTrue();
        heir.renew();
        assertThat(heir.bury()).isFalse();
    }

    @Test
    void aNodeThatWasPausedForTooLongHoldsNothingUntilItHasAskedAgain() {
        Leases paused = node();
        Leases other = node();
        paused.start();
        other.start();
        paused.renew();
        other.renew();
        long node = paused.node();
        Lease before = requireNonNull(paused.on(paused.on(1) != null ? 1 : 2));

        forward(Duration.ofSeconds(60), other);
        other.bury();

        assertThat(count(paused)).as("by its own clock, without asking anybody").isZero();
        assertThat(holds(before)).isFalse();
        assertThat(paused.renew()).as("a living node keeps what it has").isEmpty();
        assertThat(paused.node()).as("it was held for dead").isNotEqualTo(node);
        other.renew();
        assertThat(paused.renew()).hasSize(32);
        assertThat(holds(before)).isFalse();
    }

    @Test
    void aNodeThatCouldNotAskInTimeLosesNothingIfNobodyTookIt() {
        Leases only = node();
        only.start();
        Lease before = requireNonNull(only.on(1));
        seconds += 60;
        assertThat(only.on(1)).isNull();

        assertThat(only.renew()).as("much may have happened meanwhile").hasSize(64);
        assertThat(only.on(1)).isEqualTo(before);
    }

    @Test
    void aNodeTrustsItsLeasesForShorterThanOthersWaitForIt() {
        assertThat(Leases.TRUSTED).isLessThan(Leases.LENGTH.minusSeconds(1));
        assertThat(Leases.RENEWAL.multipliedBy(3)).isLessThan(Leases.TRUSTED);
        assertThat(Leases.LENGTH.plus(Leases.RENEWAL)).isLessThan(Duration.ofSeconds(25));
    }

    @Test
    void anOrderlyEndFreesEverythingAtOnce() {
        Leases leaving = node();
        Leases staying = node();
        leaving.start();
        staying.start();
        leaving.renew();
        staying.renew();

        leaving.stop();

        assertThat(count(leaving)).isZero();
        assertThat(leaving.renew()).isEmpty();
        staying.renew();
        assertThat(count(staying)).isEqualTo(64);
        assertThat(staying.live()).hasSize(1);
    }

    @Test
    void theNextProcessInTheSameHomeNeedNotWaitForTheDeadOne(@TempDir Path folder) {
        HomeNode first = HomeNode.in(new Home(folder), "test");
        Leases killed = node(first);
        killed.start();
        Lease before = requireNonNull(killed.on(1));
        Leases meanwhile = node(HomeNode.in(new Home(folder), "test"));
        meanwhile.start();
        assertThat(count(meanwhile)).as("the first one lives: it has the lock").isZero();
        meanwhile.stop();

        first.close(); // as the system does for a killed process
        Leases next = node(HomeNode.in(new Home(folder), "test"));
        next.start();

        assertThat(count(next)).isEqualTo(64);
        assertThat(holds(before)).isFalse();
    }

    @Test
    void aProcessWhoseDatabaseNobodyElseReachesTakesAllForGood() {
        node().start();
        Leases alone = new Leases(database, time, DatabaseClock.SQL, HomeNode.unkept("test"), true);
        alone.start();
        seconds += 100_000;

        assertThat(count(alone)).isEqualTo(64);
        assertThat(alone.renew()).isEmpty();
        assertThat(alone.isShared()).isFalse();
        assertThat(alone.live()).hasSize(1);
    }

    @Test
    void aDatabaseClockThatIsSetBackKeepsNobodyDeadAliveForLong() {
        Leases dead = node();
        Leases heir = node();
        dead.start();
        heir.start();
        jump = -3600;

        heir.renew();

        assertThat(count(heir)).isEqualTo(64);
    }

    @Test
    void theDatabaseHasAClockOfItsOwn() {
        long here = System.currentTimeMillis();
        assertThat(database.<Long, RuntimeException>call(DatabaseClock.SQL::millis))
                .isBetween(here - 60_000, here + 60_000);
    }

    /** A transaction that has seen its lease hold is committed before another node has the shard. */
    @Test
    void nobodyTakesAShardWhileItsOwnerWritesUnderIt() throws Exception {
        if (database.isEmbedded()) {
            return; // one writer at a time
        }
        Leases owner = node();
        owner.start();
        Lease lease = requireNonNull(owner.on(1));
        seconds += 60;
        Leases heir = node();
        CountDownLatch checked = new CountDownLatch(1);
        CountDownLatch commit = new CountDownLatch(1);
        CompletableFuture<Boolean> writes = CompletableFuture.supplyAsync(() -> database.call(tx -> {
            boolean held = Leases.holds(tx, lease);
            checked.countDown();
            await(commit);
            return held;
        }));
        await(checked);
        CompletableFuture<Void> takes = CompletableFuture.runAsync(heir::start);
        assertThat(takes).isNotDone();
        try {
            takes.get(300, TimeUnit.MILLISECONDS);
            throw new AssertionError("the shard was taken");
        } catch (TimeoutException waits) {
            commit.countDown();
        }
        assertThat(writes.get()).isTrue();
        takes.get(10, TimeUnit.SECONDS);
        assertThat(count(heir)).isEqualTo(64);
        assertThat(holds(lease)).isFalse();
    }

    private void forward(Duration by, Leases renewed) {
        for (long second = 0; second < by.toSeconds(); second++) {
            seconds++;
            renewed.renew();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
