/**
 * What administrators and owners do with people, groups, roles, grants, tokens and VMs: decided, recorded and done in one
 * place for API and pages. Uses access, its rights and its tokens.
 * Invariant: nobody gives more than he has himself, and nothing is done without its row in the audit trail.
 */
@NullMarked
package org.muster.access.admin;

import org.jspecify.annotations.NullMarked;
