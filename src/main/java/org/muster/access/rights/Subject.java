package org.muster.access.rights;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** To whom something is granted: a user or a group. */
public record Subject(Kind kind, long id) {

    /** What a subject is. */
    public enum Kind {
        USER,
        GROUP
    }

    private static final Pattern WRITTEN = Pattern.compile("(user|group):([0-9]{1,18})");

    /** A user, or a service. */
    public static Subject user(long id) {
        return new Subject(Kind.USER, id);
    }

    /** A group. */
    public static Subject group(long id) {
        return new Subject(Kind.GROUP, id);
    }

    /** As {@link #toString} writes it; empty for anything else. */
    static Optional<Subject> parse(String text) {
        Matcher written = WRITTEN.matcher(text);
        return written.matches()
                ? Optional.of(new Subject(
                        Kind.valueOf(written.group(1).toUpperCase(Locale.ROOT)), Long.parseLong(written.group(2))))
                : Optional.empty();
    }

    /** As the database has it: {@code user:7}. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + id;
    }
}
