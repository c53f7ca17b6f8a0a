package org.muster.hypervisor.demo;

/** Reproducible chance: the same key gives the same number on every machine. */
final class DemoNoise {

    private DemoNoise() {}

    /** A well-mixed number for a key and a purpose (the finaliser of SplitMix64, Steele et al. 2014). */
    static long mix(long key, long purpose) {
        long z = key * 0x9E3779B97F4A7C15L + purpose + 0x632BE59BD9B4E019L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** A whole number in 0..bound-1. */
    static long below(long key, long purpose, long bound) {
        return Long.remainderUnsigned(mix(key, purpose), bound);
    }

    /** A number in [0, 1). */
    static double unit(long key, long purpose) {
        return (mix(key, purpose) >>> 11) * 0x1.0p-53;
    }

    /** A curve in [0, 1) that moves smoothly, with a new direction every {@code period} of the same unit as {@code time}. */
    static double curve(long key, long time, long period) {
        long step = Math.floorDiv(time, period);
        double into = (double) Math.floorMod(time, period) / period;
        double eased = into * into * (3 - 2 * into);
        double from = unit(key, step);
        double to = unit(key, step + 1);
        return from + (to - from) * eased;
    }
}
