package org.muster.ui.people;

import java.util.List;
import java.util.Map;
import org.muster.access.rights.Role;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;

/**
 * The page of rules.
 *
 * @param typed what was typed last time
 */
public record RulesScreen(Frame frame, Note note, List<RuleLine> rules, List<Role> roles, Map<String, String> typed) {

    public String value(String name) {
        return typed.getOrDefault(name, "");
    }
}
