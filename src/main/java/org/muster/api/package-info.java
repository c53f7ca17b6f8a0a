/**
 * JAX-RS JSON under /api: resources and their records. Uses the features, never ui.
 * Invariant: every error is problem+json; no route without a permission.
 */
@NullMarked
package org.muster.api;

import org.jspecify.annotations.NullMarked;
