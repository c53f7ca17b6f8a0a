/**
 * Who may do what with which VMs: groups, roles, grants, and what follows from them. Uses inventory's rows.
 * Invariant: what follows ({@code vm_access}, {@code account_subject}) is changed in the transaction that changes its
 * reason; VMs that change are looked at within a second.
 */
@NullMarked
package org.muster.access.rights;

import org.jspecify.annotations.NullMarked;
