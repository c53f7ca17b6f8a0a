package org.muster.ui.tokens;

import java.util.List;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;

/**
 * The page of one's own tokens.
 *
 * @param secret of the token that was just made, else empty
 */
public record TokenScreen(Frame frame, Note note, List<TokenLine> tokens, TokenForm form, String secret) {}
