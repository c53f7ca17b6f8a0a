/**
 * Who somebody else vouches for, as plain values: a directory's or an OpenID provider's people. Uses nothing.
 * Invariant: a person is known by the source's own lasting key, never by a name or an address alone.
 */
@NullMarked
package org.muster.access.outside;

import org.jspecify.annotations.NullMarked;
