package org.muster.access.ldap;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Texts as values in a DN (RFC 4514, 2.4) and in a filter (RFC 4515, 3): every byte that could mean more is escaped. */
final class Escape {

    private static final HexFormat HEX = HexFormat.of();

    private Escape() {}

    static String dn(String text) {
        return escaped(text, "\"+,;<>\\=# ");
    }

    static String filter(String text) {
        return escaped(text, "*()\\");
    }

    private static String escaped(String text, String special) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b <= 0x1f || b == 0x7f || special.indexOf(b) >= 0) { // below zero: a part of what isn't ASCII
                escaped.append('\\').append(b == ' ' ? " " : HEX.toHexDigits(b));
            } else {
                escaped.append((char) b);
            }
        }
        return escaped.toString();
    }
}
