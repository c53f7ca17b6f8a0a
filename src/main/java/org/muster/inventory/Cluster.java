package org.muster.inventory;

import java.time.Instant;

/** What an administrator adds and names; VMs belong to it. */
public record Cluster(long id, String name, SourceKind kind, Instant createdAt) {}
