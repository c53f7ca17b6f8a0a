package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The routes that the double serves, and Proxmox's own description of their parameters and answers. */
final class Schema {

    /** @param template "/nodes/{node}/qemu", with the values that the path has for what is in braces */
    record Match(JsonObject entry, String template, Map<String, String> values) {

        /** "GET /nodes/{node}/qemu". */
        String route() {
            return entry.getString("method") + " " + template;
        }

        boolean flag(String name) {
            return entry.getInt(name) == 1;
        }

        /** Whether the node that the path names answers it. */
        boolean isOfNode() {
            return values.containsKey("node");
        }

        JsonObject answer() {
            return entry.getJsonObject("returns");
        }
    }

    /** How many parts a path has, to the routes with as many. */
    private final Map<Integer, List<JsonObject>> routes = new HashMap<>();

    Schema() {
        for (JsonValue entry : Data.resource("schema.json").asJsonArray()) {
            String path = entry.asJsonObject().getString("path");
            routes.computeIfAbsent(path.split("/").length, any -> new ArrayList<>())
                    .add(entry.asJsonObject());
        }
    }

    @Nullable
    Match match(String method, String path) {
        String[] parts = path.split("/");
        Match found = null;
        for (JsonObject entry : routes.getOrDefault(parts.length, List.of())) {
            String template = entry.getString("path");
            Map<String, String> values = entry.getString("method").equals(method) ? values(template, parts) : null;
            if (values != null
                    && (found == null || values.size() < found.values().size())) {
                found = new Match(entry, template, values);
            }
        }
        return found;
    }

    private static @Nullable Map<String, String> values(String template, String[] parts) {
        String[] expected = template.split("/");
        Map<String, String> values = new TreeMap<>();
        for (int i = 0; i < parts.length; i++) {
            if (expected[i].startsWith("{")) {
                values.put(expected[i].substring(1, expected[i].length() - 1), parts[i]);
            } else if (!expected[i].equals(parts[i])) {
                return null;
            }
        }
        return values;
    }

    /** What is wrong with the parameters, by their names; empty if they fit. */
    static Map<String, String> errors(Match match, Map<String, String> parameters) {
        JsonObject known = properties(match);
        Map<String, String> errors = new TreeMap<>();
        parameters.forEach((name, value) -> {
            JsonObject type = property(known, name);
            String error = type == null
                    ? "property is not defined in schema and the schema does not allow additional properties"
                    : error(type, value);
            if (error != null) {
                errors.put(name, error);
            }
        });
        known.forEach((name, type) -> {
            boolean optional = type.asJsonObject().getInt("optional", 0) == 1;
            if (!optional && !name.endsWith("[n]") && !parameters.containsKey(name)) {
                errors.put(name, "property is missing and it is not optional");
            }
        });
        return errors;
    }

    private static JsonObject properties(Match match) {
        JsonValue properties = match.entry().getJsonObject("parameters").get("properties");
        return properties == null ? JsonValue.EMPTY_JSON_OBJECT : properties.asJsonObject();
    }

    /** "net7" is described by "net[n]". */
    private static @Nullable JsonObject property(JsonObject known, String name) {
        JsonValue type = known.get(name);
        if (type == null) {
            type = known.get(name.replaceFirst("\\d+$", "[n]"));
        }
        return type == null ? null : type.asJsonObject();
    }

    private static @Nullable String error(JsonObject type, String value) {
        return switch (type.getString("type", "string")) {
            case "integer" -> value.matches("[+-]?\\d+") ? range(type, value) : mistyped("integer", value);
            case "number" -> value.matches("[+-]?\\d+(\\.\\d+)?") ? null : mistyped("number", value);
            case "boolean" -> value.matches("(?i)[01]|on|off|yes|no|true|false") ? null : mistyped("boolean", value);
            default -> choice(type.getJsonArray("enum"), value);
        };
    }

    private static String mistyped(String type, String value) {
        return "type check ('" + type + "') failed - got '" + value + "'";
    }

    private static @Nullable String range(JsonObject type, String value) {
        long number = value.length() > 18 ? Long.MAX_VALUE : Long.parseLong(value);
        if (type.containsKey("minimum") && number < type.getInt("minimum")) {
            return "value must have a minimum value of " + type.getInt("minimum");
        }
        if (type.containsKey("maximum") && number > type.getInt("maximum")) {
            return "value must have a maximum value of " + type.getInt("maximum");
        }
        return null;
    }

    private static @Nullable String choice(@Nullable JsonArray choices, String value) {
        if (choices == null || choices.contains(Data.text(value))) {
            return null;
        }
        String words = choices.stream().map(Data::plain).collect(Collectors.joining(", "));
        return "value '" + value + "' does not have a value in the enumeration '" + words + "'";
    }
}
