package org.muster.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON into a buffer, in the order it is told, nulls as {@code null}. The list is asked for more often than all
 * else together, so this writes bytes and makes no objects. Not for several threads.
 */
final class JsonOut {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[8192];
    private int length;

    JsonOut object() {
        separate();
        return put('{');
    }

    JsonOut object(String name) {
        return name(name).put('{');
    }

    JsonOut endObject() {
        return put('}');
    }

    JsonOut array(String name) {
        return name(name).put('[');
    }

    JsonOut endArray() {
        return put(']');
    }

    /** A string among an array's elements. */
    JsonOut element(String value) {
        separate();
        return quoted(value);
    }

    /** A number among an array's elements. */
    JsonOut element(long value) {
        separate();
        return ascii(Long.toString(value));
    }

    JsonOut text(String name, @Nullable String value) {
        name(name);
        return value == null ? ascii("null") : quoted(value);
    }

    JsonOut flag(String name, boolean value) {
        return name(name).ascii(value ? "true" : "false");
    }

    JsonOut number(String name, long value) {
        return name(name).ascii(Long.toString(value));
    }

    JsonOut number(String name, @Nullable Long value) {
        return name(name).ascii(value == null ? "null" : Long.toString(value));
    }

    JsonOut number(String name, @Nullable Integer value) {
        return number(name, value == null ? null : (Long) value.longValue());
    }

    /** A figure with at most two decimals; null if it is none. */
    JsonOut figure(String name, @Nullable Double value) {
        name(name);
        return value == null || !Double.isFinite(value) ? ascii("null") : ascii(figure(value));
    }

    static String figure(double value) {
        long hundredths = Math.round(value * 100);
        long rest = Math.abs(hundredths % 100);
        String whole = (hundredths < 0 ? "-" : "") + Math.abs(hundredths / 100);
        return rest == 0 ? whole : whole + (rest < 10 ? ".0" : ".") + (rest % 10 == 0 ? rest / 10 : rest);
    }

    /** ISO-8601, UTC with Z, milliseconds. */
    JsonOut time(String name, @Nullable Instant value) {
        name(name);
        if (value == null) {
            return ascii("null");
        }
        LocalDateTime utc = LocalDateTime.ofEpochSecond(value.getEpochSecond(), value.getNano(), ZoneOffset.UTC);
        put('"');
        digits(utc.getYear(), 1000).put('-');
        digits(utc.getMonthValue(), 10).put('-');
        digits(utc.getDayOfMonth(), 10).put('T');
        digits(utc.getHour(), 10).put(':');
        digits(utc.getMinute(), 10).put(':');
        digits(utc.getSecond(), 10).put('.');
        return digits(utc.getNano() / 1_000_000, 100).put('Z').put('"');
    }

    /** Whole seconds since 1970. */
    JsonOut epoch(String name, @Nullable Instant value) {
        return number(name, value == null ? null : (Long) value.getEpochSecond());
    }

    /** Ends a line, after which a new value begins. */
    JsonOut line() {
        return put('\n');
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** Hands over what was written so far, and begins anew. */
    void drainTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private JsonOut name(String name) {
        separate();
        return between(name).put(':');
    }

    /** A comma, unless something has just begun. */
    private void separate() {
        if (length > 0) {
            switch (bytes[length - 1]) {
                case '{', '[', ':', '\n' -> {}
                default -> put(',');
            }
        }
    }

    private JsonOut quoted(String value) {
        int plain = plainLength(value);
        return plain == value.length() ? between(value) : put('"').escaped(value, plain);
    }

    /** @param plain how many characters from the beginning need no escape */
    private JsonOut escaped(String value, int plain) {
        ascii(value, plain);
        for (int i = plain; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x80) {
                oneByte(c);
            } else if (c < 0x800) {
                put(0xC0 | c >> 6).put(0x80 | c & 0x3F);
            } else if (!Character.isSurrogate(c)) {
                put(0xE0 | c >> 12).put(0x80 | c >> 6 & 0x3F).put(0x80 | c & 0x3F);
            } else if (i + 1 < value.length() && Character.isSurrogatePair(c, value.charAt(i + 1))) {
                int point = Character.toCodePoint(c, value.charAt(++i));
                put(0xF0 | point >> 18).put(0x80 | point >> 12 & 0x3F);
                put(0x80 | point >> 6 & 0x3F).put(0x80 | point & 0x3F);
            } else {
                put(0xEF).put(0xBF).put(0xBD); // half a character is no character
            }
        }
        return put('"');
    }

    /** How many characters from the beginning are a byte each and need no escape: mostly all. */
    private static int plainLength(String value) {
        int i = 0;
        while (i < value.length() && isPlain(value.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isPlain(char c) {
        return c >= 0x20 && c < 0x80 && c != '"' && c != '\\';
    }

    private void oneByte(char c) {
        if (isPlain(c)) {
            put(c);
        } else if (c >= 0x20) {
            put('\\').put(c);
        } else {
            ascii("\\u00").put(HEX[c >> 4]).put(HEX[c & 0xF]);
        }
    }

    private JsonOut digits(int value, int unit) {
        for (int rest = unit; rest > 0; rest /= 10) {
            put('0' + value / rest % 10);
        }
        return this;
    }

    /** Between quotation marks. */
    @SuppressWarnings("deprecation") // see below
    private JsonOut between(String plain) {
        int count = plain.length();
        room(count + 2);
        bytes[length] = '"';
        plain.getBytes(0, count, bytes, length + 1);
        length += count + 2;
        bytes[length - 1] = '"';
        return this;
    }

    private JsonOut ascii(String value) {
        return ascii(value, value.length());
    }

    @SuppressWarnings("deprecation") // wrong for what is not ASCII, which this is not given; copies without an object
    private JsonOut ascii(String value, int count) {
        room(count);
        value.getBytes(0, count, bytes, length);
        length += count;
        return this;
    }

    private JsonOut put(int value) {
        room(1);
        bytes[length++] = (byte) value;
        return this;
    }

    private void room(int wanted) {
        if (bytes.length - length < wanted) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + wanted));
        }
    }
}
