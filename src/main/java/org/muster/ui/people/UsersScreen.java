package org.muster.ui.people;

import java.util.List;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;
import org.muster.ui.page.Paging;

/**
 * The page of users.
 *
 * @param made the name of the user that was just made, else empty
 * @param secret the password of that user, else empty
 */
public record UsersScreen(
        Frame frame, Note note, List<UserLine> users, Paging paging, UserForm form, String made, String secret) {}
