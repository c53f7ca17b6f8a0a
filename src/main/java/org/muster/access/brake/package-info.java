/**
 * How often somebody may have what is dear: a bucket of permits for each account and kind. Uses platform.
 * Invariant: what it remembers is bounded, whoever comes.
 */
@NullMarked
package org.muster.access.brake;

import org.jspecify.annotations.NullMarked;
