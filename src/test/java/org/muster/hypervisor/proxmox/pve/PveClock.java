package org.muster.hypervisor.proxmox.pve;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The cluster's time: the machine's, until a test stops it or moves it on. */
public final class PveClock {

    private Duration ahead = Duration.ZERO;
    private @Nullable Instant stopped;

    public synchronized Instant now() {
        return (stopped == null ? Instant.now() : stopped).plus(ahead);
    }

    /** Seconds since 1970. */
    long seconds() {
        return now().getEpochSecond();
    }

    /** Time stands still from now on, but for {@link #advance}. */
    public synchronized void stop() {
        stopped = Instant.now();
    }

    public synchronized void advance(Duration time) {
        ahead = ahead.plus(time);
    }
}
