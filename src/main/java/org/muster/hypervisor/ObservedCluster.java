package org.muster.hypervisor;

import org.jspecify.annotations.Nullable;

/**
 * What a source says of itself as a whole.
 *
 * @param name its own, null if it has none, as a host that is in no cluster
 * @param quorate false if too few of its hosts see each other, so that it lets nothing be changed
 */
public record ObservedCluster(@Nullable String name, boolean quorate) {}
