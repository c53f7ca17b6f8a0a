/** The pages on oneself. Uses access. */
@NullMarked
package org.muster.ui.profile;

import org.jspecify.annotations.NullMarked;
