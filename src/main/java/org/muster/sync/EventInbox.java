package org.muster.sync;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.EventSink;
import org.muster.hypervisor.VmEvent;

/**
 * What a source has told and nobody has looked at yet. Events that come while a batch is being looked at make the next
 * batch, so a VM that flaps costs one look at a time.
 */
final class EventInbox implements EventSink {

    /** More VMs than this at once are looked at by a full pass. */
    private static final int MOST = 500;

    /**
     * What to look at.
     *
     * @param undefined those of the VMs whose definition was removed on purpose, now or while they went on running, and
     *     those that ended, which are gone if they never had one
     * @param agents those of the VMs whose guest agent came or went
     * @param lost only a full pass tells what happened
     */
    record Batch(Set<String> vms, Set<String> undefined, Set<String> agents, boolean lost) {}

    private final Runnable wake;
    private Set<String> vms = new HashSet<>();
    /** Until they are defined again or events get lost: one that runs goes only when it stops. The latest. */
    private final Set<String> undefined = new LinkedHashSet<>();

    private Set<String> ended = new HashSet<>();
    private Set<String> agents = new HashSet<>();
    private boolean lost;
    private boolean awake;

    /** @param wake is run, and must return at once, when there is something after there was nothing */
    EventInbox(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public void happened(VmEvent event) {
        boolean first;
        synchronized (this) {
            if (vms.size() < MOST) {
                vms.add(event.externalId());
            } else {
                lost |= !vms.contains(event.externalId());
            }
            if (event.kind() == VmEvent.Kind.UNDEFINED) {
                noteUndefined(event.externalId());
            } else if (event.kind() == VmEvent.Kind.DEFINED) {
                undefined.remove(event.externalId());
            } else if (event.kind() == VmEvent.Kind.ENDED) {
                ended.add(event.externalId());
            } else if (event.kind() == VmEvent.Kind.AGENT) {
                agents.add(event.externalId());
            }
            first = !awake;
            awake = true;
        }
        if (first) {
            wake.run();
        }
    }

    @Override
    public void lost() {
        boolean first;
        synchronized (this) {
            lost = true;
            undefined.clear();
            first = !awake;
            awake = true;
        }
        if (first) {
            wake.run();
        }
    }

    private void noteUndefined(String id) {
        undefined.remove(id);
        undefined.add(id);
        if (undefined.size() > MOST) {
            undefined.remove(undefined.iterator().next());
        }
    }

    /** Has a batch looked at once more, with what was told since. Its agents have been asked already. */
    synchronized void again(Batch batch) {
        vms.addAll(batch.vms());
        ended.addAll(batch.undefined());
    }

    /** Everything so far; null if there is nothing, and then the next event wakes again. */
    synchronized @Nullable Batch take() {
        if (vms.isEmpty() && !lost) {
            awake = false;
            return null;
        }
        Set<String> gone = new HashSet<>(undefined);
        gone.addAll(ended);
        gone.retainAll(vms);
        agents.retainAll(vms);
        Batch batch = new Batch(vms, gone, agents, lost);
        vms = new HashSet<>();
        ended = new HashSet<>();
        agents = new HashSet<>();
        lost = false;
        return batch;
    }
}
