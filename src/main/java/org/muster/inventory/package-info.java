/**
 * The model: clusters, hosts, VMs, and when each connection was last observed. Reads give records, writes take
 * {@link org.muster.inventory.Change}s. Uses platform only.
 * Invariant: every revision is handed out under the revision row's lock, so revisions are ordered as commits are.
 */
@NullMarked
package org.muster.inventory;

import org.jspecify.annotations.NullMarked;
