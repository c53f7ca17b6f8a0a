/**
 * The screen that asks who is there. Invariant: it tells nobody whether a name exists.
 */
@NullMarked
package org.muster.ui.login;

import org.jspecify.annotations.NullMarked;
