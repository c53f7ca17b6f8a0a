package org.muster.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.GuestObservation.Agent;
import org.muster.inventory.VmGuests.Running;

/**
 * When each guest of one source is asked next: one after the other of a host, the longest due first. One that answers is asked every
 * interval; one that does not after 10 minutes, then twice as long, up to an hour. Times are those of the monotonic clock.
 * Not for several threads.
 */
final class GuestPlan {

    private static final Duration FIRST_MISS = Duration.ofMinutes(10);
    private static final Duration LONGEST_MISS = Duration.ofHours(1);

    /** How long an agent's word holds while it does not answer. */
    static final Duration WORD_HOLDS = Duration.ofHours(1);

    /** An agent that comes and goes all the time is not asked more often. */
    private static final Duration GAP = Duration.ofSeconds(5);

    /**
     * A start that wanders by less is the same start: it is derived from an uptime in whole seconds, which Proxmox VE lists up
     * to 12 s late.
     */
    private static final Duration SAME_START = Duration.ofSeconds(15);

    /** Those that start one by one are spread by so much. */
    private static final Duration SOON = Duration.ofSeconds(5);

    private final DoubleSupplier luck;
    private final Map<String, Turn> turns = new HashMap<>();
    private boolean begun;

    /** What is known of one guest. */
    private static final class Turn {
        Running vm;
        long due;

        @Nullable
        Long asked;

        int misses;

        @Nullable
        Long awaySince;

        @Nullable
        Instant lastAnswer;

        Turn(Running vm, long due) {
            this.vm = vm;
            this.due = due;
        }
    }

    /** @param luck 0..1, spreads what would come together */
    GuestPlan(DoubleSupplier luck) {
        this.luck = luck;
    }

    /**
     * These VMs run now, and no others. New ones, and those that were started anew, are asked soon; the first of all within
     * {@code spread}.
     */
    void running(Collection<Running> all, Duration spread, long now) {
        long within = (begun ? SOON : spread).toNanos();
        begun = true;
        Map<String, Running> byId =
                all.stream().collect(Collectors.toMap(Running::externalId, Function.identity(), (one, twin) -> one));
        turns.keySet().retainAll(byId.keySet());
        byId.forEach((id, vm) -> {
            Turn turn = turns.get(id);
            if (turn == null || turn.vm.id() != vm.id() || startedAnew(turn.vm.startedAt(), vm.startedAt())) {
                turns.put(id, new Turn(vm, now + (long) (within * luck.getAsDouble())));
            } else {
                turn.vm = vm;
            }
        });
    }

    private static boolean startedAnew(@Nullable Instant before, @Nullable Instant now) {
        return before != null
                && now != null
                && Duration.between(before, now).abs().compareTo(SAME_START) > 0;
    }

    /** The guest that is to be asked now, if any is due. */
    Optional<Running> next(long now) {
        return next(now, Set.of());
    }

    /** The same of those on other hosts than these. */
    Optional<Running> next(long now, Set<String> except) {
        Turn first = null;
        for (Turn turn : turns.values()) {
            if (now - turn.due >= 0
                    && (first == null || turn.due - first.due < 0)
                    && !except.contains(turn.vm.node())) {
                first = turn;
            }
        }
        return first == null ? Optional.empty() : Optional.of(first.vm);
    }

    /** These guests' agents came or went, or what they said could not be used: they are asked at once. */
    void again(Collection<String> ids, long now) {
        for (String id : ids) {
            Turn turn = turns.get(id);
            if (turn != null) {
                Long asked = turn.asked;
                long earliest = asked == null ? now : asked + GAP.toNanos();
                turn.due = earliest - now > 0 ? earliest : now;
                turn.misses = 0;
            }
        }
    }

    /** A guest was asked; this is what came of it. */
    void heard(String id, GuestObservation seen, Duration interval, Instant at, long now) {
        Turn turn = turns.get(id);
        if (turn == null) {
            return;
        }
        turn.asked = now;
        if (seen.agent() == Agent.ANSWERS) {
            turn.misses = 0;
            turn.awaySince = null;
            turn.lastAnswer = at;
        } else {
            turn.misses++;
            turn.awaySince = turn.awaySince == null ? (Long) now : turn.awaySince;
        }
        boolean worthIt = seen.agent() == Agent.ANSWERS || seen.agent() == Agent.NONE && seen.addresses() != null;
        turn.due = now + (worthIt ? spread(interval, 0.1) : spread(afterMisses(turn.misses, interval), 0.2));
    }

    /** A guest could not be asked, through no fault of its own or for no reason that is known: it is its turn no sooner. */
    void failed(String id, Duration interval, long now) {
        Turn turn = turns.get(id);
        if (turn != null) {
            turn.asked = now;
            turn.due = now + Math.max(interval.toNanos(), spread(afterMisses(++turn.misses, interval), 0.2));
        }
    }

    /** Whether the agent has not answered for so long that its word about addresses holds no more. */
    boolean isAwayForLong(String id, long now) {
        Turn turn = turns.get(id);
        Long since = turn == null ? null : turn.awaySince;
        return since != null && now - since >= WORD_HOLDS.toNanos();
    }

    /** When the agent answered last, as far as this process knows. */
    @Nullable
    Instant lastAnswer(String id) {
        Turn turn = turns.get(id);
        return turn == null ? null : turn.lastAnswer;
    }

    private static Duration afterMisses(int misses, Duration interval) {
        Duration first = interval.compareTo(FIRST_MISS) > 0 ? interval : FIRST_MISS;
        Duration grown = first.multipliedBy(1L << Math.min(misses - 1, 10));
        Duration most = interval.compareTo(LONGEST_MISS) > 0 ? interval : LONGEST_MISS;
        return grown.compareTo(most) > 0 ? most : grown;
    }

    private long spread(Duration about, double share) {
        return (long) (about.toNanos() * (1 - share + 2 * share * luck.getAsDouble()));
    }
}
