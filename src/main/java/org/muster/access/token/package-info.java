/**
 * Tokens that programs come with instead of a password. Uses rights' permissions.
 * Invariant: a token can do no more than its account can at that moment; the database can't give one away.
 */
@NullMarked
package org.muster.access.token;

import org.jspecify.annotations.NullMarked;
