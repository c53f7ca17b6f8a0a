package org.muster.ui.login;

import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;

/**
 * The page that asks for name and password.
 *
 * @param name what was typed last time
 */
public record LoginScreen(Frame frame, Note note, String name) {
    static LoginScreen of(Note note, String name) {
        return new LoginScreen(Frame.anonymous("Log in"), note, name);
    }
}
