/**
 * Logins that are not over, in the database: browsers' sessions and families of refresh tokens.
 * Invariant: what ends one here ends it at once, on other nodes within a second; no secret of one is kept but as a hash.
 */
@NullMarked
package org.muster.access.session;

import org.jspecify.annotations.NullMarked;
