/**
 * What every screen shares: the view and its writer, the frame around a page, instants in words, headers, error pages.
 */
@NullMarked
package org.muster.ui.page;

import org.jspecify.annotations.NullMarked;
