package org.muster.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.Tag;
import org.jspecify.annotations.Nullable;

/** MicroProfile Metrics. Where the server has none, CDI leaves this bean out (Weld: WELD-000119), and only this one. */
@ApplicationScoped
public class MpMeters implements MetricsSink {

    @Inject
    private @Nullable MetricRegistry registry;

    @Override
    public void count(String name, long by, String... labels) {
        registry().counter(name, tags(labels)).inc(by);
    }

    @Override
    public void gauge(String name, DoubleSupplier value, String... labels) {
        registry().gauge(name, value::getAsDouble, tags(labels));
    }

    @Override
    public void time(String name, Duration took, String... labels) {
        registry().timer(name, tags(labels)).update(took);
    }

    private MetricRegistry registry() {
        if (registry == null) {
            throw new IllegalStateException("not injected");
        }
        return registry;
    }

    private static Tag[] tags(String... labels) {
        Tag[] tags = new Tag[labels.length / 2];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = new Tag(labels[2 * i], labels[2 * i + 1]);
        }
        return tags;
    }
}
