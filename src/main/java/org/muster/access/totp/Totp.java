package org.muster.access.totp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes by the time, as every authenticator shows them (RFC 6238): SHA-1, 30 seconds, 6 digits. */
final class Totp {

    static final int DIGITS = 6;

    private static final int STEP_SECONDS = 30;
    private static final String ALGORITHM = "HmacSHA1";

    private Totp() {}

    /** The number of the half minute. */
    static long step(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS);
    }

    /** The step that a code is of: this one, the one before or the next, as clocks differ; empty if of none. */
    static OptionalLong stepOf(String code, byte[] seed, Instant now) {
        byte[] given = code.getBytes(StandardCharsets.US_ASCII);
        long step = step(now);
        return LongStream.rangeClosed(step - 1, step + 1)
                .filter(one ->
                        MessageDigest.isEqual(given, code(seed, one, DIGITS).getBytes(StandardCharsets.US_ASCII)))
                .findFirst();
    }

    /** The code of a step: RFC 4226, section 5.3. */
    static String code(byte[] seed, long step, int digits) {
        byte[] hash = hmac(seed, step);
        int offset = hash[hash.length - 1] & 0xf;
        int number = ByteBuffer.wrap(hash, offset, Integer.BYTES).getInt() & 0x7fffffff;
        return String.format(Locale.ROOT, "%0" + digits + "d", number % (int) Math.pow(10, digits));
    }

    private static byte[] hmac(byte[] seed, long step) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(seed, ALGORITHM));
            return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
