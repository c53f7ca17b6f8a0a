/**
 * The screen where administrators add and remove clusters. Uses sync.
 */
@NullMarked
package org.muster.ui.clusters;

import org.jspecify.annotations.NullMarked;
