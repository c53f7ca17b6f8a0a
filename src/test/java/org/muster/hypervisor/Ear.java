package org.muster.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.muster.hypervisor.VmEvent.Kind;

/** Keeps what it is told. */
public final class Ear implements EventSink {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<VmEvent> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger losses = new AtomicInteger();

    @Override
    public void happened(VmEvent event) {
        events.add(event);
    }

    @Override
    public void lost() {
        losses.incrementAndGet();
    }

    /** What it was told, since the last event that was awaited. */
    public List<VmEvent> events() {
        return events;
    }

    /** Returns when it has been told of such an event since the last call. */
    public void awaitEvent(String id, Kind kind) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(events).contains(new VmEvent(id, kind)));
        events.clear();
    }

    /** Returns when it has been told that events were lost. */
    public void awaitLoss() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(losses.get()).isPositive());
    }
}
