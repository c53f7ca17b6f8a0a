/**
 * The table of VMs with search and actions. Its list and its rows are fragments that page and htmx share.
 */
@NullMarked
package org.muster.ui.vms;

import org.jspecify.annotations.NullMarked;
