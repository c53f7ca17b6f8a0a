package org.muster.ui.profile;

import java.util.List;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;

/**
 * The page on oneself.
 *
 * @param secondFactor whether logins ask for a code
 * @param recoveryCodes how many are left
 */
public record ProfileScreen(
        Frame frame, Note note, List<SessionLine> sessions, boolean secondFactor, int recoveryCodes) {}
