package org.muster.access;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a new password has to be: long, as length is what helps, and none that everybody tries first. */
final class PasswordRules {

    static final int SHORTEST = 8;
    static final int LONGEST = 256;

    /** Long enough, and still among the first that are tried. */
    private static final Set<String> FIRST_TRIED = Set.of(
            "12345678",
            "123456789",
            "1234567890",
            "password",
            "password1",
            "password123",
            "passw0rd",
            "qwertyuiop",
            "qwerty123",
            "1q2w3e4r",
            "1qaz2wsx",
            "iloveyou",
            "sunshine",
            "princess",
            "football",
            "baseball",
            "superman",
            "trustno1",
            "letmein1",
            "welcome1",
            "changeme",
            "changeit",
            "administrator",
            "proxmox1",
            "default1",
            "secret123");

    private PasswordRules() {}

    /** What is wrong with a password of that user, empty if nothing. */
    static Optional<String> wrong(String password, String user) {
        String small = password.toLowerCase(Locale.ROOT);
        if (password.length() < SHORTEST) {
            return Optional.of("must have at least " + SHORTEST + " characters");
        }
        if (password.length() > LONGEST) {
            return Optional.of("must have at most " + LONGEST + " characters");
        }
        boolean oneOnly = small.chars().distinct().count() == 1;
        return oneOnly || FIRST_TRIED.contains(small) || small.equals(user.toLowerCase(Locale.ROOT))
                ? Optional.of("is among the first that are tried")
                : Optional.empty();
    }
}
