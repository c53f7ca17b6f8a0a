package org.muster.platform;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Where meters also go if the server has metrics of its own. Labels alternate name and value. No type of such a server
 * may be mentioned outside of the class that implements this: where it is absent that one bean drops out, alone.
 */
public interface MetricsSink {

    /** Adds to a counter. */
    void count(String name, long by, String... labels);

    /** Registers a gauge that is read whenever the server's metrics are; called once a series. */
    void gauge(String name, DoubleSupplier value, String... labels);

    /** Takes up one duration. */
    void time(String name, Duration took, String... labels);
}
