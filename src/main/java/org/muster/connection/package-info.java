/**
 * What Muster polls: a cluster's addresses, whether they are enabled, and their sealed credentials. Uses platform only.
 * Invariant: a credential leaves this package only towards an adapter, never towards a reader.
 */
@NullMarked
package org.muster.connection;

import org.jspecify.annotations.NullMarked;
