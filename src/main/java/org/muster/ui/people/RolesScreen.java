package org.muster.ui.people;

import java.util.List;
import java.util.Set;
import org.muster.ui.page.Choice;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;

/**
 * The page of roles.
 *
 * @param form what was typed last time; its id is 0 for a new role
 */
public record RolesScreen(Frame frame, Note note, List<RoleLine> roles, RoleLine form) {

    /** The permissions of a new role. */
    public List<Choice> fresh() {
        return form.id() == 0 ? form.permissions() : RoleLine.choices(Set.of());
    }
}
