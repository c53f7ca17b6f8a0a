/**
 * The screen of the audit trail. Uses access.
 */
@NullMarked
package org.muster.ui.audit;

import org.jspecify.annotations.NullMarked;
