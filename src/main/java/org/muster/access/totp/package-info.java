/**
 * The second factor: codes by the time (RFC 6238) and recovery codes. Uses platform only.
 * Invariant: a code lets in once; the database alone tells neither a seed nor a recovery code.
 */
@NullMarked
package org.muster.access.totp;

import org.jspecify.annotations.NullMarked;
