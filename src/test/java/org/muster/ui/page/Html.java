package org.muster.ui.page;

import java.nio.charset.StandardCharsets;

/** Renders through the real, precompiled engine. */
public final class Html {
    private Html() {}

    public static String of(String template, Object model) {
        return new String(Templates.render(new View(template, model)).toByteArray(), StandardCharsets.UTF_8);
    }

    /** As {@link #of}, without tags and with blanks folded: what a reader reads. */
    public static String wordsOf(String template, Object model) {
        return of(template, model)
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
