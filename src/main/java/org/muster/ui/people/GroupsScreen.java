package org.muster.ui.people;

import java.util.List;
import java.util.Map;
import org.muster.access.rights.Group;
import org.muster.access.rights.Subject;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;
import org.muster.ui.page.Paging;

/**
 * The page of groups.
 *
 * @param names of the groups' parents
 * @param typed what was typed last time
 */
public record GroupsScreen(
        Frame frame,
        Note note,
        List<Group> groups,
        Map<Subject, String> names,
        Paging paging,
        Map<String, String> typed) {

    /** The name of a group's parent, empty if it has none. */
    public String parent(Group group) {
        Long parent = group.parent();
        return parent == null ? "" : names.getOrDefault(Subject.group(parent), "");
    }
}
