package org.muster.platform;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counters, gauges and timers, in memory; also in MicroProfile Metrics where the server has it. Names are like
 * {@code muster_sync_passes}, without unit or {@code _total}: the text form adds them. Labels alternate name and value
 * and must take few values: a cluster, never a VM.
 */
@Singleton
public class Meters {

    /** One line of figures: a name with its labels. */
    record Series(String name, List<String> labels) {}

    /** Durations taken up by one timer. */
    static final class Timer {
        final LongAdder count = new LongAdder();
        final LongAdder nanos = new LongAdder();
    }

    private final @Nullable MetricsSink sink;
    private final Map<Series, LongAdder> counters = new ConcurrentHashMap<>();
    private final Map<Series, DoubleSupplier> gauges = new ConcurrentHashMap<>();
    private final Map<Series, Timer> timers = new ConcurrentHashMap<>();

    @Inject
    Meters(@Any Instance<MetricsSink> sinks) {
        this.sink = sinks.isResolvable() ? sinks.get() : null;
    }

    /** Meters without a server, for tests. */
    public Meters() {
        this.sink = null;
    }

    /** Adds to a counter. */
    public void count(String name, long by, String... labels) {
        counters.computeIfAbsent(series(name, labels), s -> new LongAdder()).add(by);
        if (sink != null) {
            sink.count(name, by, labels);
        }
    }

    /**
     * Sets what a gauge reads from now on. It is read at any time by any thread, and must be quick: no database, no
     * hypervisor. Not a number: nothing to say.
     */
    public void gauge(String name, DoubleSupplier value, String... labels) {
        Series series = series(name, labels);
        if (gauges.put(series, value) == null && sink != null) {
            sink.gauge(name, () -> read(series), labels);
        }
    }

    /** Has a gauge say nothing any more, because what it measured is gone. */
    public void dropGauge(String name, String... labels) {
        gauges.computeIfPresent(series(name, labels), (s, old) -> () -> Double.NaN);
    }

    /** Takes up one duration. */
    public void time(String name, Duration took, String... labels) {
        Series series = series(name, labels);
        Timer known = timers.get(series); // without a lock, unlike computeIfAbsent
        Timer timer = known == null ? timers.computeIfAbsent(series, s -> new Timer()) : known;
        timer.count.increment();
        timer.nanos.add(took.toNanos());
        if (sink != null) {
            sink.time(name, took, labels);
        }
    }

    /** All figures in Prometheus' text form, version 0.0.4. */
    public String text() {
        MetricsText text = new MetricsText();
        counters.forEach((series, sum) -> text.counter(series, sum.sum()));
        gauges.keySet().forEach(series -> text.gauge(series, read(series)));
        timers.forEach((series, timer) -> text.timer(series, timer.count.sum(), timer.nanos.sum() / 1e9));
        return text.toString();
    }

    private double read(Series series) {
        DoubleSupplier value = gauges.get(series);
        return value == null ? Double.NaN : value.getAsDouble();
    }

    private static Series series(String name, String... labels) {
        if (labels.length % 2 != 0) {
            throw new IllegalArgumentException("A label of " + name + " has no value.");
        }
        return new Series(name, List.of(labels));
    }
}
