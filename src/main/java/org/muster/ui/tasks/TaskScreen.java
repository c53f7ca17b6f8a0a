package org.muster.ui.tasks;

import java.util.List;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;

/** The page of recent tasks. */
public record TaskScreen(Frame frame, Note note, List<TaskLine> tasks) {}
