package org.muster.ui.vms;

import org.jspecify.annotations.Nullable;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;

/**
 * The page of one VM.
 *
 * @param category what it runs
 * @param guest null if it was never asked
 * @param gifts null if the caller may neither share nor assign it
 */
public record VmOneScreen(
        Frame frame,
        Note note,
        VmRow row,
        String category,
        VmNotes notes,
        @Nullable GuestView guest,
        @Nullable VmGifts gifts) {}
