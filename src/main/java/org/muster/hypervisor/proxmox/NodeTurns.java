package org.muster.hypervisor.proxmox;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.TimeLeft;
import org.muster.hypervisor.proxmox.NodeQueue.Asker;
import org.muster.hypervisor.proxmox.NodeQueue.Turn;

/**
 * Lets no more calls to each node of a cluster be under way at once than it has workers, three; whoever is one too many waits
 * for a turn. Calls that name no node are any node's, and are not counted.
 */
final class NodeTurns {

    private static final Pattern NODE = Pattern.compile("/nodes/([^/]+)/.*");

    private final Map<String, NodeQueue> nodes = new HashMap<>();

    /** A question to a node. */
    interface Call<T> {
        T ask() throws HypervisorException;
    }

    /**
     * Asks when it is its turn.
     *
     * @throws HypervisorException SOURCE_FAILED if the limit is over before, and nothing was asked; or what the call throws
     */
    <T> T during(String path, Asker asker, TimeLeft left, Call<T> call) throws HypervisorException {
        String node = node(path);
        if (node == null) {
            return call.ask();
        }
        Turn turn = queue(node, asker);
        try {
            turn.get(Math.max(0, left.now().toMillis()), TimeUnit.MILLISECONDS);
            return call.ask();
        } catch (TimeoutException | ExecutionException e) {
            throw new HypervisorException(Reason.SOURCE_FAILED, "The node is busy with what it was asked before.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HypervisorException(Reason.UNREACHABLE, "Waiting for the node was interrupted.", e);
        } finally {
            leave(node, turn);
        }
    }

    /** Asks for a pass when it is its turn, without waiting; the future may be cancelled before and after. */
    <T> CompletableFuture<T> begin(String path, Supplier<CompletableFuture<T>> call) {
        String node = node(path);
        if (node == null) {
            return call.get();
        }
        CompletableFuture<T> whole = new CompletableFuture<>();
        Turn turn = queue(node, Asker.PASS);
        whole.whenComplete((answer, failure) -> leave(node, turn));
        turn.thenRun(() -> {
            if (!whole.isDone()) {
                ask(call, whole);
            }
        });
        return whole;
    }

    private static <T> void ask(Supplier<CompletableFuture<T>> call, CompletableFuture<T> whole) {
        try {
            CompletableFuture<T> coming = call.get();
            whole.whenComplete((answer, failure) -> coming.cancel(true));
            coming.whenComplete((answer, failure) -> {
                if (failure != null) {
                    whole.completeExceptionally(failure);
                } else {
                    whole.complete(answer);
                }
            });
        } catch (RuntimeException e) {
            whole.completeExceptionally(e);
        }
    }

    private static @Nullable String node(String path) {
        Matcher parts = NODE.matcher(path);
        return parts.matches() ? parts.group(1) : null;
    }

    private Turn queue(String node, Asker asker) {
        Turn turn = new Turn(asker);
        synchronized (nodes) {
            nodes.computeIfAbsent(node, name -> new NodeQueue()).add(turn);
        }
        callNext(node);
        return turn;
    }

    /** Whether it has had its turn or waits for it still. */
    private void leave(String node, Turn turn) {
        synchronized (nodes) {
            NodeQueue queue = nodes.get(node);
            if (queue != null) {
                queue.remove(turn);
            }
        }
        callNext(node);
    }

    private void callNext(String node) {
        for (Turn next = next(node); next != null; next = next(node)) {
            next.complete(null);
        }
    }

    private @Nullable Turn next(String node) {
        synchronized (nodes) {
            NodeQueue queue = nodes.get(node);
            if (queue != null && queue.isEmpty()) {
                nodes.remove(node);
            }
            return queue == null ? null : queue.next();
        }
    }
}
