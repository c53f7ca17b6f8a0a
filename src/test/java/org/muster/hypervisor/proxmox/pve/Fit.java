package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer doesn't fit what Proxmox's schema says of it. Properties that it doesn't name are free, and an integer
 * may come as a string, as the recordings of {@code nextid} and {@code vncproxy} do.
 */
final class Fit {

    private final List<String> misfits = new ArrayList<>();

    static List<String> misfits(JsonObject schema, JsonValue answer) {
        Fit fit = new Fit();
        if (answer != JsonValue.NULL) {
            fit.check("data", schema, answer);
        }
        return fit.misfits;
    }

    private void check(String where, JsonObject schema, JsonValue value) {
        boolean fits =
                switch (schema.getString("type", "any")) {
                    case "string" -> value instanceof JsonString;
                    case "integer" -> value instanceof JsonNumber number && number.isIntegral() || isDigits(value);
                    case "number" -> value instanceof JsonNumber;
                    case "boolean" -> List.of("0", "1", "true", "false").contains(value.toString());
                    case "array" -> value instanceof JsonArray;
                    case "object" -> value instanceof JsonObject;
                    case "null" -> value == JsonValue.NULL;
                    default -> true;
                };
        JsonArray choices = schema.getJsonArray("enum");
        if (!fits || choices != null && !choices.contains(value)) {
            misfits.add(where + ": " + value + " for " + schema);
        } else if (value instanceof JsonObject object) {
            properties(where, schema.getJsonObject("properties"), object);
        } else if (value instanceof JsonArray array && schema.containsKey("items")) {
            array.forEach(item -> check(where + "[]", schema.getJsonObject("items"), item));
        }
    }

    private static boolean isDigits(JsonValue value) {
        return value instanceof JsonString string && string.getString().matches("\\d+");
    }

    private void properties(String where, @Nullable JsonObject properties, JsonObject object) {
        if (properties == null) {
            return;
        }
        for (Map.Entry<String, JsonValue> property : properties.entrySet()) {
            JsonObject type = property.getValue().asJsonObject();
            JsonValue value = object.get(property.getKey());
            String here = where + "." + property.getKey();
            if (value != null && value != JsonValue.NULL) {
                check(here, type, value);
            } else if (value == null
                    && type.getInt("optional", 0) == 0
                    && !property.getKey().endsWith("[n]")) {
                misfits.add(here + " lacks");
            }
        }
    }
}
