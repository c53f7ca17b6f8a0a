/**
 * MicroProfile Health checks and the metrics fallback. Uses sync and connection.
 * Invariant: no inventory data in an answer that needs no credentials.
 */
@NullMarked
package org.muster.health;

import org.jspecify.annotations.NullMarked;
