/**
 * The audit trail: rows that are only ever added, each holding the hash of the one before it. Uses platform.
 * Invariant: nothing acts without its first row; no row is ever changed, and only a whole beginning is ever cut off.
 */
@NullMarked
package org.muster.access.audit;

import org.jspecify.annotations.NullMarked;
