package org.muster.ui.sync;

import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;

/**
 * The page that tells how the roll call is going.
 *
 * @param settings whether the caller may change how Muster observes
 */
public record SyncScreen(Frame frame, Note note, SyncState state, boolean settings) {}
