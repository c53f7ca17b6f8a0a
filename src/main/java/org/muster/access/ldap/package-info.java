/**
 * Asks a directory whether a name and a password are somebody's, and for the groups. Uses access.outside.
 * Invariant: no bind without a password, no name in a DN or filter that is not escaped, no secret over a plain line
 * that nobody allowed; every call ends by a deadline. The only importer of the LDAP library.
 */
@NullMarked
package org.muster.access.ldap;

import org.jspecify.annotations.NullMarked;
