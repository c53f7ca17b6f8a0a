package org.muster.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a reader of changes stands: opaque to it, a revision to us.
 *
 * @param revision 0 or more
 */
record Cursor(long revision) {

    private static final String VERSION = "m1:";

    /** The cursor of that text, if we could have written it. */
    static Optional<Cursor> of(String text) {
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.ISO_8859_1);
            if (!plain.startsWith(VERSION)) {
                return Optional.empty();
            }
            Cursor cursor = new Cursor(Long.parseLong(plain.substring(VERSION.length())));
            boolean ours = cursor.revision >= 0 && cursor.toString().equals(text);
            return ours ? Optional.of(cursor) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        byte[] plain = (VERSION + revision).getBytes(StandardCharsets.ISO_8859_1);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain);
    }
}
