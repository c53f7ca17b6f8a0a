package org.muster.bench;

import java.util.concurrent.TimeUnit;

/** Waits until a new fleet has been taken in: every VM's row is written, and every guest was asked once. */
final class Calm {

    /** Share of a core. */
    private static final double LITTLE = 0.3;

    private static final int WINDOW_SECONDS = 20;
    private static final int WINDOWS = 45;

    private Calm() {}

    /** The share of a core that the server needs by itself then. */
    static double await(BenchServer server) throws Exception {
        for (int window = 0; window < WINDOWS; window++) {
            double before = server.cpuMs();
            TimeUnit.SECONDS.sleep(WINDOW_SECONDS); // what is measured is the processor time of this time
            double share = (server.cpuMs() - before) / (1000.0 * WINDOW_SECONDS);
            if (share < LITTLE) {
                return share;
            }
        }
        throw new IllegalStateException("The server is not calm after " + WINDOW_SECONDS * WINDOWS + " s.");
    }
}
