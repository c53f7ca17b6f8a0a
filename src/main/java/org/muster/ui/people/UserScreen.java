package org.muster.ui.people;

import java.util.List;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;
import org.muster.ui.tokens.TokenForm;
import org.muster.ui.tokens.TokenLine;

/**
 * The page of one user or service.
 *
 * @param sees how many VMs it may see
 * @param secret a password or token that was just made, else empty
 */
public record UserScreen(
        Frame frame,
        Note note,
        UserLine user,
        UserForm form,
        List<GrantLine> grants,
        List<TokenLine> tokens,
        TokenForm token,
        long sees,
        String secret) {}
