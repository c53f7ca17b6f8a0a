package org.muster.sync;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Time that passes only while every thread waits for it. Of all threads that live in it, one runs at a time; who comes
 * next is decided by the instants for which they wait, so the same schedule runs the same way every time.
 */
final class VirtualTime implements AutoCloseable {

    /** What a process is while it lives; its threads end at their next wait once it is dead. */
    static final class Life {
        private boolean over;
        private long pausedUntil;

        /** Stands still until that moment, or for as long as it does anyway: none of its threads runs. */
        void pause(long nanos) {
            pausedUntil = Math.max(pausedUntil, nanos);
        }

        boolean wasPaused() {
            return pausedUntil > 0;
        }

        boolean isOver() {
            return over;
        }

        void end() {
            over = true;
        }
    }

    /** Thrown into the threads of a process that was killed. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    /** Work of one thread. */
    static final class Strand {
        private final Life life;
        private final Runnable work;
        private @Nullable Carrier carrier;

        Strand(Life life, Runnable work) {
            this.life = life;
            this.work = work;
        }

        Life life() {
            return life;
        }
    }

    private record Turn(long at, long order, Strand strand) {}

    private final PriorityQueue<Turn> turns =
            new PriorityQueue<>(Comparator.comparingLong(Turn::at).thenComparingLong(Turn::order));
    private final Deque<Carrier> idle = new ArrayDeque<>();
    private final Baton baton = new Baton();
    private long now;
    private long orders;
    private @Nullable Strand current;
    private @Nullable Throwable failure;

    /** Nanoseconds since the beginning. */
    long now() {
        return now;
    }

    /** Begins the count anew. */
    void reset() {
        turns.clear();
        now = 0;
        orders = 0;
        failure = null;
    }

    /** Whose thread runs now. */
    Strand current() {
        if (current == null) {
            throw new IllegalStateException("nobody runs");
        }
        return current;
    }

    /** Has work begin on a thread of its own, so long from now. */
    void after(Duration wait, Life life, Runnable work) {
        turns.add(new Turn(now + wait.toNanos(), orders++, new Strand(life, work)));
    }

    /** Waits, on a thread that lives in this time. */
    void sleep(long nanos) {
        Strand me = current();
        turns.add(new Turn(now + Math.max(0, nanos), orders++, me));
        Strand next = next();
        if (next != me) {
            Carrier carrier = requireNonNull(me.carrier);
            hand(next);
            carrier.baton.await();
        }
        current = me;
        if (me.life.isOver()) {
            throw new Killed();
        }
    }

    /** Lets time pass until nobody waits for it any more, or something failed. */
    void run() throws Throwable {
        Strand first = next();
        if (first != null) {
            hand(first);
            baton.await();
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Ends everything: what was to come does not. */
    private void fail(Throwable why) {
        if (failure == null) {
            failure = why;
        }
        turns.forEach(turn -> turn.strand.life.end());
    }

    private @Nullable Strand next() {
        Turn turn = turns.poll();
        while (turn != null && turn.strand.life.pausedUntil > turn.at) {
            turns.add(new Turn(turn.strand.life.pausedUntil, orders++, turn.strand));
            turn = turns.poll();
        }
        if (turn == null) {
            return null;
        }
        now = turn.at;
        return turn.strand;
    }

    private void hand(@Nullable Strand next) {
        if (next == null) {
            baton.pass();
        } else if (next.carrier != null) {
            next.carrier.baton.pass();
        } else {
            Carrier carrier = idle.isEmpty() ? new Carrier() : idle.pop();
            carrier.take(next);
        }
    }

    @Override
    public void close() {
        idle.forEach(carrier -> carrier.take(null));
        idle.clear();
    }

    /** What a thread waits for. */
    private static final class Baton {
        private volatile boolean here;
        private volatile @Nullable Thread waiting;

        void pass() {
            here = true;
            LockSupport.unpark(waiting);
        }

        void await() {
            waiting = Thread.currentThread();
            while (!here) {
                LockSupport.park(this);
            }
            here = false;
        }
    }

    /** A thread that carries one strand after the other. */
    private final class Carrier extends Thread {
        private final Baton baton = new Baton();
        private @Nullable Strand strand;

        Carrier() {
            super("virtual-time");
            setDaemon(true);
        }

        void take(@Nullable Strand next) {
            strand = next;
            if (getState() == State.NEW) {
                baton.here = true;
                start();
            } else {
                baton.pass();
            }
        }

        @Override
        public void run() {
            baton.await();
            while (strand != null) {
                carry(strand);
                Strand next = next();
                if (next != null && next.carrier == null) {
                    strand = next;
                } else {
                    idle.push(this);
                    hand(next);
                    baton.await();
                }
            }
        }

        private void carry(Strand mine) {
            if (mine.life.isOver()) {
                return;
            }
            mine.carrier = this;
            current = mine;
            try {
                mine.work.run();
            } catch (Killed killed) {
                return;
            } catch (Throwable why) {
                fail(why);
            }
        }
    }
}
