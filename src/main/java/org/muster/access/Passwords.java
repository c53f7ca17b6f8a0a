package org.muster.access;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Passwords as {@code pbkdf2-sha256:<rounds>:<salt>:<hash>}, salt and hash in Base64. The rounds are those that OWASP's
 * Password Storage Cheat Sheet asks of PBKDF2 with HMAC-SHA-256; a hash made with other rounds is still understood.
 */
final class Passwords {

    /** Rounds of a new hash. */
    static final int ROUNDS = 600_000;

    private static final String ALGORITHM = "pbkdf2-sha256";
    private static final int SALT = 16;
    private static final int HASH = 32;
    private static final int LONGEST = 1024;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Nobody's: an unknown name costs as much work as a known one. */
    private static final String NOBODY =
            ALGORITHM + ":" + ROUNDS + ":AAAAAAAAAAAAAAAAAAAAAA==" + ":AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

    private final int rounds;

    Passwords() {
        this(ROUNDS);
    }

    /** For tests that need many hashes. */
    Passwords(int rounds) {
        this.rounds = rounds;
    }

    /** A new hash, with a salt of its own. */
    String hash(String password) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder();
        return ALGORITHM + ":" + rounds + ":" + base64.encodeToString(salt) + ":"
                + base64.encodeToString(derive(password, salt, rounds, HASH));
    }

    /** Whether the password is the hashed one; the comparison takes the same time wherever they differ. */
    boolean matches(String password, String hash) {
        String[] parts = hash.split(":", -1);
        if (parts.length != 4 || !parts[0].equals(ALGORITHM) || password.length() > LONGEST) {
            return false;
        }
        byte[] expected = Base64.getDecoder().decode(parts[3]);
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        return MessageDigest.isEqual(expected, derive(password, salt, Integer.parseInt(parts[1]), expected.length));
    }

    /** Does the work of {@link #matches} for a name that nobody has. */
    void matchNobody(String password) {
        matches(password, NOBODY);
    }

    private static byte[] derive(String password, byte[] salt, int rounds, int length) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, length * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot hash passwords.", e);
        } finally {
            spec.clearPassword();
        }
    }
}
