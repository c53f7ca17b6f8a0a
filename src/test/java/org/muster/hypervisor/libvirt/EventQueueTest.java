package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.muster.hypervisor.EventSink;
import org.muster.hypervisor.VmEvent;
import org.muster.hypervisor.VmEvent.Kind;

@Timeout(60)
class EventQueueTest {

    private final List<VmEvent> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger losses = new AtomicInteger();
    private final CountDownLatch free = new CountDownLatch(1);

    private final EventSink slow = new EventSink() {
        @Override
        public void happened(VmEvent event) {
            told.add(event);
            hold();
        }

        @Override
        public void lost() {
            losses.incrementAndGet();
        }
    };

    private void hold() {
        try {
            free.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static VmEvent event(int vm) {
        return new VmEvent("vm-" + vm, Kind.LIFECYCLE);
    }

    private EventQueue busy() {
        EventQueue queue = new EventQueue(slow);
        queue.add(event(-1));
        await().until(() -> !told.isEmpty());
        return queue;
    }

    @Test
    void whoPutsInNeverWaitsAndEqualOnesAreToldOnce() {
        EventQueue queue = busy();
        for (int i = 0; i < 100_000; i++) {
            queue.add(event(i % 3));
        }
        free.countDown();
        await().untilAsserted(() -> assertThat(told).hasSize(4));
        assertThat(losses).hasValue(0);
    }

    @Test
    void tooManyAreALoss() {
        EventQueue queue = busy();
        for (int i = 0; i <= EventQueue.MOST + 10; i++) {
            queue.add(event(i));
        }
        free.countDown();
        await().untilAsserted(() -> assertThat(losses).hasValue(1));
        queue.add(event(7));
        await().untilAsserted(() -> assertThat(told).containsExactly(event(-1), event(7)));
    }

    @Test
    void closedOneTellsNothingMore() {
        EventQueue queue = busy();
        queue.add(event(1));
        queue.close();
        queue.lost();
        queue.add(event(2));
        free.countDown();
        EventQueue other = new EventQueue(slow);
        other.add(event(3));
        await().untilAsserted(() -> assertThat(told).containsExactly(event(-1), event(3)));
        assertThat(losses).hasValue(0);
    }

    @Test
    void listenerThatFailsHarmsNoOther() {
        EventQueue broken = new EventQueue(new EventSink() {
            @Override
            public void happened(VmEvent event) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void lost() {}
        });
        broken.add(event(1));
        free.countDown();
        new EventQueue(slow).add(event(2));
        await().untilAsserted(() -> assertThat(told).containsExactly(event(2)));
    }
}
