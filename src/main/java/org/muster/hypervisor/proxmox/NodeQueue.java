package org.muster.hypervisor.proxmox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Who asks one node now, and who waits to. What users want goes first; passes never have all places, nor wait for ever: of
 * two that follow each other while both wait, one is theirs if they have none. So a user's call waits for the end of one of
 * a pass at most, and one that hangs holds its own place alone. Not for several threads.
 */
final class NodeQueue {

    /** pveproxy and pvedaemon have three processes each, which do one thing at a time. */
    private static final int PLACES = 3;

    private static final int PLACES_OF_PASSES = 2;

    /** For whom a node is asked. */
    enum Asker {
        USER,
        PASS
    }

    /** Completes when the node may be asked. */
    static final class Turn extends CompletableFuture<@Nullable Void> {
        private final Asker asker;

        Turn(Asker asker) {
            this.asker = asker;
        }
    }

    private final Map<Asker, Deque<Turn>> waiting = new EnumMap<>(Asker.class);
    private final Set<Turn> asking = new HashSet<>();
    private boolean passWentFirst;

    NodeQueue() {
        for (Asker asker : Asker.values()) {
            waiting.put(asker, new ArrayDeque<>());
        }
    }

    void add(Turn turn) {
        waiting(turn.asker).add(turn);
    }

    void remove(Turn turn) {
        if (!asking.remove(turn)) {
            waiting(turn.asker).remove(turn);
        }
    }

    boolean isEmpty() {
        return asking.isEmpty()
                && waiting(Asker.USER).isEmpty()
                && waiting(Asker.PASS).isEmpty();
    }

    /** Whose turn it is, if there is a place. */
    @Nullable
    Turn next() {
        if (asking.size() == PLACES) {
            return null;
        }
        boolean user = !waiting(Asker.USER).isEmpty();
        boolean pass = !waiting(Asker.PASS).isEmpty() && asking(Asker.PASS) < PLACES_OF_PASSES;
        if (!user && !pass) {
            return null;
        }
        boolean isPasses = pass && (!user || isLastPlaceOfPasses() && !passWentFirst);
        passWentFirst = user && isPasses;
        Turn next = waiting(isPasses ? Asker.PASS : Asker.USER).remove();
        asking.add(next);
        return next;
    }

    private boolean isLastPlaceOfPasses() {
        return asking.size() == PLACES - 1 && asking(Asker.PASS) == 0;
    }

    private long asking(Asker asker) {
        return asking.stream().filter(turn -> turn.asker == asker).count();
    }

    private Deque<Turn> waiting(Asker asker) {
        return Objects.requireNonNull(waiting.get(asker));
    }
}
