package org.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.ResultSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class DatabaseTest {

    private final DataSource source = new MusterDataSource(
            new DatabaseConfig("jdbc:h2:mem:" + getClass().getSimpleName() + System.nanoTime(), "u", ""));
    private final Database database = new Database(source, source);

    @Test
    void onH2NoTwoWritersAreUnderWayAtOnce() {
        AtomicInteger writing = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CompletableFuture<?>[] writers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.runAsync(() -> IntStream.range(0, 50)
                        .forEach(round -> database.call(tx -> {
                            most.accumulateAndGet(writing.incrementAndGet(), Math::max);
                            tx.createStatement().execute("SELECT 1");
                            return writing.decrementAndGet();
                        }))))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(writers).join();

        assertThat(most).hasValue(1);
    }

    @Test
    void aReaderWaitsForNoWriter() throws InterruptedException {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        CompletableFuture<Boolean> writer = CompletableFuture.supplyAsync(() -> database.call(tx -> {
            inside.countDown();
            return await(over);
        }));
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

        long read = database.read(tx -> {
            try (ResultSet row = tx.createStatement().executeQuery("SELECT 7")) {
                row.next();
                return row.getLong(1);
            }
        });
        over.countDown();

        assertThat(read).isEqualTo(7);
        assertThat(writer.join()).isTrue();
    }

    @Test
    void whatThrowsChangesNothing() {
        database.call(tx -> tx.createStatement().execute("CREATE TABLE t (n INT)"));

        assertThatThrownBy(() -> database.call(tx -> {
                    tx.createStatement().execute("INSERT INTO t VALUES (1)");
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(database.<Long, RuntimeException>read(tx -> {
                    try (ResultSet row = tx.createStatement().executeQuery("SELECT COUNT(*) FROM t")) {
                        row.next();
                        return row.getLong(1);
                    }
                }))
                .isZero();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
