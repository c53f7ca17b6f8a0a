/**
 * Data source, migrations, transactions, secrets, home folder, meters. Every room may use it; it uses none.
 * Invariant: nothing in here knows what a VM is.
 */
@NullMarked
package org.muster.platform;

import org.jspecify.annotations.NullMarked;
