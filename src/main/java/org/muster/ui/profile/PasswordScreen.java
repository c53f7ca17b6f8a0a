package org.muster.ui.profile;

import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;

/** The page that changes the caller's password. */
public record PasswordScreen(Frame frame, Note note) {}
