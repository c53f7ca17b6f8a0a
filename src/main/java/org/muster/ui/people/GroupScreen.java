package org.muster.ui.people;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.access.rights.Group;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;
import org.muster.ui.page.Who.WhoLine;

/**
 * The page of one group.
 *
 * @param parent its name, empty if it has none
 * @param within the groups that are part of it
 * @param shown some of the members
 * @param typed what was typed last time
 */
public record GroupScreen(
        Frame frame,
        Note note,
        Group group,
        @Nullable Long parentId,
        String parent,
        List<Group> within,
        List<WhoLine> shown,
        List<GrantLine> grants,
        Map<String, String> typed) {

    public String value(String name, String otherwise) {
        return typed.getOrDefault(name, otherwise);
    }
}
