package org.muster.ui.sync;

import java.util.List;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;

/** The page where administrators change how often and how patiently Muster observes. */
public record SettingsScreen(Frame frame, Note note, List<SettingLine> lines) {}
