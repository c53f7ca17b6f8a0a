package org.muster.ui.people;

import org.jspecify.annotations.Nullable;
import org.muster.ui.page.Who.WhoLine;

/**
 * A rule in words.
 *
 * @param kind tag or name
 * @param who gets what fits, null if the names tell it
 */
public record RuleLine(long id, String kind, String pattern, @Nullable WhoLine who, String role) {}
