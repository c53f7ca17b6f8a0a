/**
 * The screen that tells how the roll call is going. Uses sync.
 */
@NullMarked
package org.muster.ui.sync;

import org.jspecify.annotations.NullMarked;
