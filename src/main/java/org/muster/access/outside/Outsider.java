package org.muster.access.outside;

import java.text.Normalizer;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Somebody that a source has just vouched for.
 *
 * @param key what the source knows the person by for good, at most {@link #KEY_LENGTH} characters
 * @param name that the account is to have; {@link #isName} holds
 * @param email for people to read, or empty
 * @param groups Muster's groups that the person is in by the mapping, by name
 * @param mapped all groups of Muster that the mapping can put somebody into, by name
 */
public record Outsider(Source source, String key, String name, String email, Set<String> groups, Set<String> mapped) {

    /** Longest key. */
    public static final int KEY_LENGTH = 512;

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}._@+-]{0,63}");
    private static final int EMAIL = 255;

    public Outsider {
        email = email.length() > EMAIL || email.chars().anyMatch(Character::isISOControl) ? "" : email;
        groups = Set.copyOf(groups);
        mapped = Set.copyOf(mapped);
    }

    /** Whether it can be an account's: letters, digits and {@code ._@+-}, written in one way only. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches() && Normalizer.isNormalized(name, Normalizer.Form.NFKC);
    }
}
