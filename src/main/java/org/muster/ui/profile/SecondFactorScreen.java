package org.muster.ui.profile;

import java.util.List;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;

/**
 * The page that shows what is shown once.
 *
 * @param secret for an authenticator, empty if it was shown before
 * @param codes the recovery codes, empty until it is on
 */
public record SecondFactorScreen(Frame frame, Note note, String secret, String uri, List<String> codes) {}
