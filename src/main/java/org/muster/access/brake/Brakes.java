package org.muster.access.brake;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.muster.platform.Time;

/**
 * Token buckets: each key has as many permits of a kind as it may use in a minute, and gets them back evenly. Nobody waits
 * inside: who comes too often is told when to come again. Each node counts for itself.
 */
@Singleton
public class Brakes {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    /** Buckets that are remembered at most. */
    static final int MOST = 20_000;

    private record Key(Brake brake, String of) {}

    /** A bucket that is full again at that moment; empty is a whole minute before. */
    private record Bucket(long fullAt) {}

    private final BrakeConfig config;
    private final Time time;

    /** In the order of their last use. */
    private final Map<Key, Bucket> buckets = new LinkedHashMap<>();

    @Inject
    public Brakes(Time time) {
        this(BrakeConfig.configured(), time);
    }

    public Brakes(BrakeConfig config, Time time) {
        this.config = config;
        this.time = time;
    }

    /**
     * Takes a permit.
     *
     * @param account whose
     * @throws TooOften if there is none now
     */
    public void take(Brake brake, long account) {
        Duration wait = wait(brake, "account:" + account);
        if (!wait.isZero()) {
            throw new TooOften(wait);
        }
    }

    /**
     * Takes a permit if there is one.
     *
     * @param of whose: at most some 100 characters
     * @return zero if it was taken, else after how long there will be one
     */
    public synchronized Duration wait(Brake brake, String of) {
        int perMinute = config.of(brake);
        if (perMinute == 0) {
            return Duration.ZERO;
        }
        Key key = new Key(brake, of);
        long now = time.nanos();
        long each = MINUTE / perMinute;
        Bucket known = buckets.get(key);
        long fullAt = known == null || known.fullAt() - now < 0 ? now : known.fullAt();
        long over = fullAt + each - now - MINUTE;
        if (over > 0) {
            return Duration.ofNanos(over);
        }
        buckets.remove(key); // put again at the end: the map is in order of the last use
        buckets.put(key, new Bucket(fullAt + each));
        makeRoom(now);
        return Duration.ZERO;
    }

    /** Full ones say nothing; beyond the limit those go that were not used for the longest time. */
    private void makeRoom(long now) {
        Iterator<Bucket> oldest = buckets.values().iterator();
        while (oldest.hasNext()) {
            boolean full = oldest.next().fullAt() - now <= 0;
            if (!full && buckets.size() <= MOST) {
                return;
            }
            oldest.remove();
        }
    }

    synchronized int size() {
        return buckets.size();
    }
}
