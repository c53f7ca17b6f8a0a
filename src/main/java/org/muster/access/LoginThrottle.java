package org.muster.access;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How long a login has to wait after failures: nothing for the first ones, then a delay that doubles up to a cap, per
 * account and source together, and, more patiently, per source. No account is ever locked for other sources. Nobody
 * waits inside: who comes too early is told when to come again.
 */
final class LoginThrottle {

    private static final int FREE_PER_ACCOUNT = 5;
    private static final int FREE_PER_SOURCE = 20;
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN = Duration.ofMinutes(15);
    private static final int ENTRIES = 10_000;

    private record Failures(int count, long notBefore, long last) {}

    private final Map<String, Failures> failures = new LinkedHashMap<>();

    /** Time to wait before the next try, zero if it may be made now. {@code now} as by {@link System#nanoTime}. */
    synchronized Duration wait(String nameKey, String source, long now) {
        long wait = Math.max(remaining(pair(nameKey, source), now), remaining(source, now));
        return wait <= 0 ? Duration.ZERO : Duration.ofNanos(wait);
    }

    /** Takes up a try as a failed one, if it may be made now: of many at once no more pass than one after the other. */
    synchronized Duration begin(String nameKey, String source, long now) {
        Duration wait = wait(nameKey, source, now);
        if (wait.isZero()) {
            failed(nameKey, source, now);
        }
        return wait;
    }

    /** Forgets all failures of that account from that source, and those of the source. */
    synchronized void forget(String nameKey, String source) {
        failures.remove(pair(nameKey, source));
        failures.remove(source);
    }

    /** Takes up a failed try. */
    synchronized void failed(String nameKey, String source, long now) {
        count(pair(nameKey, source), FREE_PER_ACCOUNT, now);
        count(source, FREE_PER_SOURCE, now);
    }

    /** Forgets the failures of that account from that source. */
    synchronized void succeeded(String nameKey, String source) {
        failures.remove(pair(nameKey, source));
    }

    private long remaining(String key, long now) {
        Failures past = failures.get(key);
        return past == null ? 0 : past.notBefore() - now;
    }

    private void count(String key, int free, long now) {
        Failures past = failures.remove(key); // put again below: the map is in order of the last failure
        boolean recent = past != null && now - past.last() < FORGOTTEN.toNanos();
        int count = past != null && recent ? past.count() + 1 : 1;
        int doublings = Math.min(count - free, 10);
        long delay = doublings <= 0
                ? 0
                : Math.min(
                        LONGEST.toNanos(), Duration.ofSeconds(1L << doublings).toNanos());
        failures.put(key, new Failures(count, now + delay, now));
        makeRoom(now);
    }

    private void makeRoom(long now) {
        Iterator<Failures> oldest = failures.values().iterator();
        while (oldest.hasNext()) {
            boolean old = now - oldest.next().last() >= FORGOTTEN.toNanos();
            if (!old && failures.size() <= ENTRIES) {
                return;
            }
            oldest.remove();
        }
    }

    private static String pair(String nameKey, String source) {
        return source + " " + nameKey;
    }
}
