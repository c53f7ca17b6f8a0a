package org.muster.access.admin;

import java.util.Optional;
import org.muster.access.Accounts;

/** What names and tags given by people may be; what is wrong is told so that it follows the field's name. */
public final class Naming {

    /** Longest tag. */
    public static final int TAG_LENGTH = 64;

    /** A VM has no more tags in Muster. */
    public static final int MOST_TAGS = 15;

    private Naming() {}

    /** What is wrong with the name of a user, a group, a role or a token, empty if nothing. */
    public static Optional<String> wrongName(String name) {
        if (name.isEmpty()) {
            return Optional.of("must be given");
        }
        if (name.length() > Accounts.NAME_LENGTH) {
            return Optional.of("must have at most " + Accounts.NAME_LENGTH + " characters");
        }
        return name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M} ._@+-]*")
                ? Optional.empty()
                : Optional.of("must begin with a letter or digit, and have letters, digits, spaces and ._@+- only");
    }

    /** What is wrong with a tag, empty if nothing. */
    public static Optional<String> wrongTag(String tag) {
        return tag.length() <= TAG_LENGTH && tag.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}._:/@+-]*")
                ? Optional.empty()
                : Optional.of("must begin with a letter or digit, and have letters, digits and ._:/@+- only");
    }
}
