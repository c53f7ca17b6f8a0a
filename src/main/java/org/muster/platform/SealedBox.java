package org.muster.platform;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * AES-256-GCM over texts (NIST SP 800-38D): a random nonce of 12 bytes before each cipher text, a tag of 16 bytes after
 * it. {@code boundTo} is authenticated with the text, so a sealed text opens only in the place it was sealed for.
 */
final class SealedBox {

    private static final String VERSION = "v1:";
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKeySpec key;

    /** A box for that key of 32 bytes. */
    SealedBox(byte[] key) {
        if (key.length != 32) {
            throw new IllegalArgumentException("The key must have 32 bytes.");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    String seal(String text, String boundTo) {
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, nonce, 0, boundTo).doFinal(text.getBytes(StandardCharsets.UTF_8));
            byte[] all = new byte[NONCE + sealed.length];
            System.arraycopy(nonce, 0, all, 0, NONCE);
            System.arraycopy(sealed, 0, all, NONCE, sealed.length);
            return VERSION + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot seal secrets.", e);
        }
    }

    static int length(String text) {
        int bytes = NONCE + text.getBytes(StandardCharsets.UTF_8).length + TAG_BITS / Byte.SIZE;
        return VERSION.length() + (bytes + 2) / 3 * 4;
    }

    /**
     * @throws GeneralSecurityException if the key is another, the text was changed or belongs to another place
     */
    String open(String sealed, String boundTo) throws GeneralSecurityException {
        byte[] all = bytes(sealed);
        byte[] text = cipher(Cipher.DECRYPT_MODE, all, 0, boundTo).doFinal(all, NONCE, all.length - NONCE);
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SealedBox box && box.key.equals(key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    private static byte[] bytes(String sealed) throws GeneralSecurityException {
        if (!sealed.startsWith(VERSION)) {
            throw new GeneralSecurityException("not sealed by this version");
        }
        try {
            byte[] all = Base64.getDecoder().decode(sealed.substring(VERSION.length()));
            if (all.length <= NONCE) {
                throw new GeneralSecurityException("too short");
            }
            return all;
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("not sealed by this version", e);
        }
    }

    private Cipher cipher(int mode, byte[] nonce, int offset, String boundTo) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, offset, NONCE));
        cipher.updateAAD(boundTo.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
