package org.muster.access.rights;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * VMs that fit are granted, for as long as they do.
 *
 * @param pattern a tag, or a pattern of names: {@code *} stands for anything, {@code {user}} for a user's name
 * @param subject who gets them; null if their names tell that
 * @param role what they get
 */
public record Rule(long id, Kind kind, String pattern, @Nullable Subject subject, long role) {

    /** What of a VM is looked at. */
    public enum Kind {
        TAG,
        NAME;

        /** The word in JSON and in the database. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** More would let one name cost too much time. */
    static final int MOST_STARS = 2;

    static final String USER = "{user}";

    /**
     * What is wrong with a pattern of names, empty if nothing.
     *
     * @param told whether the name has to tell the user
     */
    public static Optional<String> wrong(String pattern, boolean told) {
        int users = count(pattern, USER);
        if (count(pattern, "*") > MOST_STARS) {
            return Optional.of("may have at most " + MOST_STARS + " *");
        }
        return users == (told ? 1 : 0)
                ? Optional.empty()
                : Optional.of(told ? "must have {user} once, or a subject must be given" : "may not have {user}");
    }

    private static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    /** A matcher of names in lower case; its group {@code user} is the user's name, if the pattern asks for it. */
    Pattern compiled() {
        StringBuilder regex = new StringBuilder();
        Matcher parts = Pattern.compile("\\*|\\{user\\}").matcher(pattern.toLowerCase(Locale.ROOT));
        int from = 0;
        String text = pattern.toLowerCase(Locale.ROOT);
        while (parts.find()) {
            regex.append(Pattern.quote(text.substring(from, parts.start())))
                    .append(parts.group().equals("*") ? ".*" : "(?<user>.+)");
            from = parts.end();
        }
        return Pattern.compile(regex.append(Pattern.quote(text.substring(from))).toString(), Pattern.DOTALL);
    }
}
