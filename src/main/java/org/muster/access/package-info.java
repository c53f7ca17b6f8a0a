/**
 * Who is asking and what they may do: accounts, roles, permissions, sessions, the audit trail. Uses inventory's viewer.
 * Invariant: deny by default; every decision is made here, on the server.
 */
@NullMarked
package org.muster.access;

import org.jspecify.annotations.NullMarked;
