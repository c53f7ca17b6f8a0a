/**
 * The screens of users, groups, roles, grants and rules. Uses access; everything is decided and recorded by access.admin.
 */
@NullMarked
package org.muster.ui.people;

import org.jspecify.annotations.NullMarked;
