package org.muster.access.audit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells Muster's own rows from such as somebody with the database alone could write: HMAC-SHA256 under a key that only
 * Muster can open.
 */
final class AuditSeal {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    AuditSeal(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** Of a row in the chain. */
    String ofRow(long id, String hash) {
        return of("row " + id + " " + hash);
    }

    /** Of a place where the trail was cut. */
    String ofCut(long id, String hash, long at) {
        return of("cut " + id + " " + hash + " " + at);
    }

    /** Whether a seal is the one that it must be. */
    static boolean isSame(String wanted, @Nullable String found) {
        return found != null
                && MessageDigest.isEqual(
                        wanted.getBytes(StandardCharsets.UTF_8), found.getBytes(StandardCharsets.UTF_8));
    }

    private String of(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
