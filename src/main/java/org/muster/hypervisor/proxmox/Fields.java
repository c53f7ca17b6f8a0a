package org.muster.hypervisor.proxmox;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** Members of a JSON object whose types Proxmox VE does not keep: {@code 1} and {@code "1"} mean the same. */
record Fields(JsonObject object) {

    static Fields of(JsonValue value) {
        return new Fields(value instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT);
    }

    /** Empty if there is none. */
    String text(String name) {
        JsonValue value = object.get(name);
        if (value instanceof JsonString text) {
            return text.getString();
        }
        return value instanceof JsonNumber number ? number.toString() : "";
    }

    /** Null if there is none, or none that is finite. */
    @Nullable
    Double number(String name) {
        return parsed(text(name));
    }

    /** Rounded down; null if there is none, or none from 0 to 2⁵³. */
    @Nullable
    Long whole(String name) {
        return whole(number(name));
    }

    static @Nullable Double parsed(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            double number = Double.parseDouble(text);
            return Double.isFinite(number) ? (Double) number : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    static @Nullable Long whole(@Nullable Double number) {
        return number == null || number < 0 || number > (1L << 53) ? null : (Long) number.longValue();
    }

    /** Whether it is 1, as a number, a text or a boolean. */
    boolean isSet(String name) {
        return object.get(name) == JsonValue.TRUE || text(name).equals("1");
    }
}
