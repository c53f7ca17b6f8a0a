package org.muster.ui.vms;

import org.jspecify.annotations.Nullable;
import org.muster.ui.page.Frame;

/**
 * The page of one VM.
 *
 * @param category what it runs
 * @param guest null if it was never asked
 */
public record VmOneScreen(Frame frame, VmRow row, String category, VmNotes notes, @Nullable GuestView guest) {}
