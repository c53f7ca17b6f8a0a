package org.muster.ui.login;

import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;

/**
 * The page that asks for name and password.
 *
 * @param name what was typed last time
 * @param code whether the password was right, and a code is wanted
 */
public record LoginScreen(Frame frame, Note note, String name, boolean code) {
    static LoginScreen of(Note note, String name, boolean code) {
        return new LoginScreen(Frame.anonymous("Log in"), note, name, code);
    }
}
