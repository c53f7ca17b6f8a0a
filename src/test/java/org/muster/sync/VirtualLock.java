package org.muster.sync;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/** A lock among threads of virtual time, which passes while one of them waits for it. */
final class VirtualLock implements Lock {

    private static final long LOOK = Duration.ofMillis(1).toNanos();

    private final VirtualTime time;
    private boolean held;

    VirtualLock(VirtualTime time) {
        this.time = time;
    }

    @Override
    public void lock() {
        while (held) {
            time.sleep(LOOK);
        }
        held = true;
    }

    @Override
    public void unlock() {
        held = false;
    }

    @Override
    public boolean tryLock() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean tryLock(long wait, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void lockInterruptibly() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Condition newCondition() {
        throw new UnsupportedOperationException();
    }
}
