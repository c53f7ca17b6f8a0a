package org.muster.ui.vms;

import org.muster.ui.page.Note;

/** The answer to a row's button: the row as it now stands, and what there is to say. */
public record RowAnswer(VmRow row, Note note) {}
