package org.muster.access.session;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How refresh tokens are written: {@code mrt_}, 16 random bytes that all of a family have, 32 that this one alone has. A
 * token with a family's part and another rest is one that was used before.
 *
 * @param text what the program keeps
 */
record RefreshToken(String text) {

    private static final String PREFIX = "mrt_";
    private static final int FAMILY = 22;
    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{" + FAMILY + "}\\.[A-Za-z0-9_-]{43}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The first of a new family. */
    static RefreshToken first() {
        return new RefreshToken(PREFIX + random(16) + "." + random(32));
    }

    /** What somebody sent, if it is written like one. */
    static Optional<RefreshToken> parse(String text) {
        return text.length() <= 100 && FORM.matcher(text).matches()
                ? Optional.of(new RefreshToken(text))
                : Optional.empty();
    }

    /** The one that takes this one's place. */
    RefreshToken next() {
        return new RefreshToken(PREFIX + family() + "." + random(32));
    }

    String familyHash() {
        return Proof.of(family());
    }

    String hash() {
        return Proof.of(text);
    }

    private String family() {
        return text.substring(PREFIX.length(), PREFIX.length() + FAMILY);
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    @Override
    public String toString() {
        return "RefreshToken";
    }
}
