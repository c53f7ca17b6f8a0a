package org.muster.access.token;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How tokens are written: {@code mst_} and 32 random bytes in Base64 for URLs, so that scanners for leaked secrets know
 * one. What is kept is the SHA-256: nobody guesses 256 random bits, so it need not be slow.
 */
final class TokenText {

    static final String PREFIX = "mst_";

    private static final Pattern FORM = Pattern.compile(PREFIX + "[A-Za-z0-9_-]{43}");
    private static final Pattern HEADER = Pattern.compile("(?i:Bearer) +(" + FORM.pattern() + ")");
    private static final SecureRandom RANDOM = new SecureRandom();

    private TokenText() {}

    static String fresh() {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The token in an Authorization header, empty if that has none of ours. */
    static Optional<String> in(String header) {
        if (header.length() > 100) {
            return Optional.empty();
        }
        var written = HEADER.matcher(header);
        return written.matches() ? Optional.of(written.group(1)) : Optional.empty();
    }

    static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
