/**
 * Access tokens: short-lived JWTs, signed by ES256 with keys of our own. Uses platform only.
 * Invariant: nothing that a token says of itself chooses its algorithm or brings its key; the database alone signs none.
 */
@NullMarked
package org.muster.access.jwt;

import org.jspecify.annotations.NullMarked;
