package org.muster.ui.tokens;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.access.admin.Naming;
import org.muster.access.admin.TokenChanges;
import org.muster.access.rights.Permission;
import org.muster.ui.page.Choice;
import org.muster.ui.page.Typed;
import org.muster.ui.page.WrongField;

/**
 * The form that makes a token.
 *
 * @param typed what was typed last time, by the field's name
 */
public record TokenForm(Map<String, String> typed, List<Choice> permissions) {

    /** Nothing typed yet. */
    public static final TokenForm EMPTY = new TokenForm(Map.of(), choices(Set.of()));

    /** The form as it was sent. */
    public static TokenForm again(Typed typed) {
        return new TokenForm(typed.again("name", "expires"), choices(Set.copyOf(typed.all("permission"))));
    }

    /** @throws WrongField if it can't be made so */
    public static TokenChanges.Wanted wanted(Typed typed) {
        String name = typed.text("name");
        Naming.wrongName(name).ifPresent(wrong -> {
            throw new WrongField("The name " + wrong + ".");
        });
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        for (String word : typed.all("permission")) {
            permissions.add(
                    Permission.named(word).orElseThrow(() -> new WrongField("There is no permission “" + word + "”.")));
        }
        return new TokenChanges.Wanted(
                name, permissions.isEmpty() ? null : permissions, typed.endOfDay("expires", "The end"));
    }

    private static List<Choice> choices(Set<String> chosen) {
        return Arrays.stream(Permission.values())
                .map(one -> new Choice(one.name(), one.name(), "", chosen.contains(one.name())))
                .toList();
    }
}
