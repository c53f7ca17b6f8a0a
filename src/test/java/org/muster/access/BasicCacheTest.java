package org.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BasicCacheTest {

    private static final Account ADMIN =
            new Account(1, "admin", "hash", Account.Kind.PERSON, "", true, null, false, java.time.Instant.EPOCH);

    private final BasicCache cache = new BasicCache();
    private final AtomicInteger verified = new AtomicInteger();

    private static long at(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    private Supplier<Verdict> says(Verdict verdict) {
        return () -> {
            verified.incrementAndGet();
            return verdict;
        };
    }

    private final Supplier<Verdict> accepts = says(Verdict.accepted(ADMIN));

    @Test
    void aVerifiedHeaderIsRememberedForAMinute() {
        cache.verdict("Basic a", at(0), accepts);
        assertThat(cache.verdict("Basic a", at(44), accepts).account()).isEqualTo(ADMIN);
        assertThat(verified).hasValue(1);
        cache.verdict("Basic a", at(61), accepts);
        assertThat(verified).hasValue(2);
    }

    @Test
    void anotherHeaderIsNotRemembered() {
        cache.verdict("Basic a", at(0), accepts);
        assertThat(cache.verdict("Basic b", at(1), says(Verdict.REFUSED)).account())
                .isNull();
    }

    @Test
    void aRefusedHeaderIsCheckedEachTime() {
        cache.verdict("Basic a", at(0), says(Verdict.REFUSED));
        assertThat(cache.verdict("Basic a", at(1), accepts).account()).isEqualTo(ADMIN);
    }

    @Test
    void aHeaderThatIsRefusedLaterIsForgotten() {
        cache.verdict("Basic a", at(0), accepts);
        assertThat(cache.verdict("Basic a", at(50), says(Verdict.REFUSED)).account())
                .isNull();
        assertThat(cache.verdict("Basic a", at(51), says(Verdict.REFUSED)).account())
                .isNull();
    }

    @Test
    void whatIsRememberedHoldsWhileThereIsNoTimeToVerifyItAgain() {
        cache.verdict("Basic a", at(0), accepts);
        assertThat(cache.verdict("Basic a", at(50), says(Verdict.later(Duration.ofSeconds(1))))
                        .account())
                .isEqualTo(ADMIN);
    }

    @Test
    void onlyOneOfManyVerifies() throws Exception {
        var threads = Executors.newFixedThreadPool(8);
        CountDownLatch mayEnd = new CountDownLatch(1);
        try {
            List<Future<Verdict>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> cache.verdict("Basic a", at(0), () -> {
                    verified.incrementAndGet();
                    uninterrupted(mayEnd);
                    return Verdict.accepted(ADMIN);
                })));
            }
            Awaitility.await().until(() -> verified.get() == 1);
            mayEnd.countDown();
            for (Future<Verdict> answer : answers) {
                assertThat(answer.get().account()).isEqualTo(ADMIN);
            }
            assertThat(verified).hasValue(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void theCacheIsBounded() {
        for (int i = 0; i <= 1000; i++) {
            cache.verdict("Basic " + i, at(0), accepts);
        }
        cache.verdict("Basic 1000", at(1), accepts);
        assertThat(verified).hasValue(1001);
        cache.verdict("Basic 0", at(1), accepts);
        assertThat(verified).hasValue(1002);
    }

    private static void uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
