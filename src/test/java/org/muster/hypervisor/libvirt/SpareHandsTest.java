package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpareHandsTest {

    private static final List<Integer> PARTS = IntStream.range(0, 5_000).boxed().toList();

    private final Set<Thread> workers = ConcurrentHashMap.newKeySet();
    private final Set<Integer> done = ConcurrentHashMap.newKeySet();

    @Test
    void everyPartIsDoneOnceBySeveralThreads() throws Exception {
        CountDownLatch all = new CountDownLatch(3);
        SpareHands.each(PARTS, part -> {
            assertThat(done.add(part)).isTrue();
            if (workers.add(Thread.currentThread())) {
                all.countDown();
                join(all); // nobody goes on alone
            }
        });
        assertThat(done).hasSameSizeAs(PARTS);
        assertThat(workers).hasSize(3).contains(Thread.currentThread());
    }

    @Test
    void smallJobTakesNoHands() throws Exception {
        SpareHands.each(PARTS.subList(0, 20), part -> workers.add(Thread.currentThread()));
        assertThat(workers).containsExactly(Thread.currentThread());
    }

    @Test
    void whoFindsThemLentGoesOnAlone() throws Exception {
        CountDownLatch lent = new CountDownLatch(2);
        CountDownLatch over = new CountDownLatch(1);
        SpareHands.each(PARTS, outer -> {
            if (outer == 0) {
                join(lent);
                SpareHands.each(PARTS, part -> {
                    done.add(part);
                    workers.add(Thread.currentThread());
                });
                over.countDown();
            } else if (over.getCount() > 0) {
                lent.countDown();
                join(over);
            }
        });
        assertThat(done).hasSameSizeAs(PARTS);
        assertThat(workers).hasSize(1);
    }

    @Test
    void failureEndsTheWorkOfAllBeforeItIsThrown() {
        AtomicInteger busy = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        assertThatThrownBy(() -> SpareHands.each(PARTS, part -> {
                    busy.incrementAndGet();
                    try {
                        if (begun.incrementAndGet() == 100) {
                            throw new IllegalStateException("broken");
                        }
                    } finally {
                        busy.decrementAndGet();
                    }
                }))
                .hasStackTraceContaining("broken");
        assertThat(busy).hasValue(0);
        assertThat(begun.get()).isLessThan(PARTS.size());
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
