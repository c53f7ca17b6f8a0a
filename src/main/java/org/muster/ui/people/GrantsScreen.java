package org.muster.ui.people;

import java.util.List;
import java.util.Map;
import org.muster.access.rights.Role;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;
import org.muster.ui.page.Paging;

/**
 * The page of grants.
 *
 * @param typed what was typed last time
 */
public record GrantsScreen(
        Frame frame, Note note, List<GrantLine> grants, Paging paging, List<Role> roles, Map<String, String> typed) {

    public String value(String name) {
        return typed.getOrDefault(name, "");
    }
}
