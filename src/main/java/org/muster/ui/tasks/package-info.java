/**
 * The screen of recent actions. Uses task and inventory.
 */
@NullMarked
package org.muster.ui.tasks;

import org.jspecify.annotations.NullMarked;
