package org.muster.inventory;

import org.jspecify.annotations.Nullable;

/**
 * What a cluster notes on a VM beside its definition, in its own words; each is null if there is none, as in every source
 * that has no such notes.
 *
 * <pre>
 * Proxmox VE, /cluster/resources
 *   pool     the resource pool that it is in; parts of nested ones between slashes       pveum(1)
 *   lock     what holds it, so that actions are refused: backup, clone, create, destroyed,
 *            disk, fstrim, migrate, mounted, rollback, snapshot, snapshot-delete,
 *            suspended, suspending                                                        qm.conf(5), pct.conf(5)
 *   hastate  of the service that keeps it up, none if it is not managed: started, stopped,
 *            request_stop, request_start, fence, recovery, freeze, ignored, migrate, error,
 *            queued, disabled                                                             ha-manager(1)
 * </pre>
 *
 * Words that later versions have are kept as they are.
 */
public record Marks(@Nullable String pool, @Nullable String lock, @Nullable String haState) {

    /** Of a VM on which nothing is noted. */
    public static final Marks NONE = new Marks(null, null, null);

    /** Cleans and caps what came from outside. */
    public Marks {
        pool = word(pool, 255);
        lock = word(lock, 64);
        haState = word(haState, 64);
    }

    private static @Nullable String word(@Nullable String text, int most) {
        String word = text == null ? "" : Text.line(text, most);
        return word.isEmpty() ? null : word;
    }
}
