package org.muster.inventory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator adds and names; VMs belong to it.
 *
 * @param ownName how it calls itself, at most 255 characters; null if it does not, or was not asked
 * @param quorate false if it said last that too few of its hosts see each other, so that it lets nothing be changed
 */
public record Cluster(
        long id, String name, SourceKind kind, Instant createdAt, @Nullable String ownName, boolean quorate) {

    /** One that has said nothing of itself. */
    public Cluster(long id, String name, SourceKind kind, Instant createdAt) {
        this(id, name, kind, createdAt, null, true);
    }
}
