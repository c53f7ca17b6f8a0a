package org.muster.ui.people;

import org.jspecify.annotations.Nullable;
import org.muster.ui.page.When;
import org.muster.ui.page.Who.WhoLine;

/**
 * A grant in words.
 *
 * @param scope of what
 * @param href of the page of that, null if it has none
 */
public record GrantLine(
        long id,
        WhoLine who,
        String role,
        String scope,
        @Nullable String href,
        boolean shared,
        @Nullable When until,
        String by,
        When since) {}
