package org.muster.platform;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Hands out this machine's time. */
final class SystemTime {

    private SystemTime() {}

    @Produces
    @Singleton
    static Time time() {
        return Time.SYSTEM;
    }
}
