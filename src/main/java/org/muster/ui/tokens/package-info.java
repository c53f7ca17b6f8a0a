/**
 * The screen of one's own tokens. Uses access.
 */
@NullMarked
package org.muster.ui.tokens;

import org.jspecify.annotations.NullMarked;
