package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.muster.platform.Threads;

class CrewTest {

    private static final int WIDTH = 2;

    private final List<Wait> waits = new ArrayList<>();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final AtomicInteger ended = new AtomicInteger();
    private final Crew crew =
            new Crew(new Threads(Executors.defaultThreadFactory()), "test", WIDTH, () -> List.copyOf(waits).stream());

    @AfterEach
    void stop() {
        answer.countDown();
        crew.shutdownNow();
    }

    private void hang(int count) {
        for (int i = 0; i < count; i++) {
            waits.add(new Wait());
        }
        for (Wait wait : waits) {
            crew.execute(() -> wait(wait));
        }
    }

    private void wait(Wait wait) {
        try {
            wait.during(() -> {
                awaitAnswer();
                return ended.incrementAndGet();
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitAnswer() {
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void manyThatHangDelayNoOther() {
        hang(5 * WIDTH);

        CountDownLatch other = new CountDownLatch(1);
        crew.execute(other::countDown);

        await().until(() -> other.getCount() == 0);
        assertThat(ended).hasValue(0);
    }

    @Test
    void theCrewIsAsSmallAsBeforeOnceTheyAnswer() {
        hang(5 * WIDTH);
        await().until(() -> crew.getActiveCount() == 5 * WIDTH);

        answer.countDown();

        await().until(() -> ended.get() == 5 * WIDTH && crew.getMaximumPoolSize() == WIDTH);
        await().until(() -> crew.getPoolSize() <= WIDTH);
    }

    @Test
    void worksThatWaitForNobodyAreNeverMoreThanTheWidth() {
        AtomicInteger most = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(200);
        for (int i = 0; i < 200; i++) {
            crew.execute(() -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                now.decrementAndGet();
                all.countDown();
            });
        }

        await().until(() -> all.getCount() == 0);
        assertThat(most).hasValueLessThanOrEqualTo(WIDTH);
    }
}
