package org.muster.access.audit;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What else there is to say of an action; never a secret. Texts may come from anywhere.
 *
 * @param said by name
 * @param before what was changed, as it was; a member that was not there is missing
 * @param after the same as it is to be
 */
public record Detail(Map<String, String> said, Map<String, String> before, Map<String, String> after) {

    /** Nothing. */
    public static final Detail NONE = new Detail(Map.of(), Map.of(), Map.of());

    private static final int LONGEST_VALUE = 1000;

    /** As many characters as the column has. */
    private static final int LONGEST = 4000;

    private static final String CUT = "\"cut\":\"true\"";
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    public Detail {
        said = Collections.unmodifiableMap(new LinkedHashMap<>(said));
        before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
        after = Collections.unmodifiableMap(new LinkedHashMap<>(after));
    }

    /** One thing to say; an empty one is none. */
    public static Detail of(String name, Object value) {
        return NONE.with(name, value);
    }

    /** This and one thing more; an empty one is none. */
    public Detail with(String name, Object value) {
        String text = value.toString();
        return text.isEmpty() ? this : new Detail(plus(said, name, text), before, after);
    }

    /** This, and that a member is changed; it has no value before or after where that is empty. */
    public Detail changing(String name, Object was, Object becomes) {
        return new Detail(said, plus(before, name, was.toString()), plus(after, name, becomes.toString()));
    }

    /** As {@link #toJson} wrote it; any other text is what is said as {@code text}. */
    public static Detail parse(String text) {
        if (!text.startsWith("{")) {
            return of("text", text);
        }
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            Detail read = new Detail(texts(json), texts(json.get("before")), texts(json.get("after")));
            return read.equals(NONE) ? of("text", text) : read;
        } catch (JsonException | IllegalStateException e) {
            return of("text", text);
        }
    }

    private static Map<String, String> texts(@Nullable JsonValue value) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (value instanceof JsonObject object) {
            object.forEach((name, member) -> {
                if (member instanceof JsonString text) {
                    texts.put(name, text.getString());
                }
            });
        }
        return texts;
    }

    private static Map<String, String> plus(Map<String, String> members, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(members);
        if (!value.isEmpty()) {
            more.put(name, value);
        }
        return more;
    }

    /** One JSON object in one line, all values texts, {@code before} and {@code after} objects; empty if there is nothing. */
    public String toJson() {
        if (said.isEmpty() && before.isEmpty() && after.isEmpty()) {
            return "";
        }
        StringBuilder json = new StringBuilder("{");
        boolean whole = members(json, said, LONGEST / 2)
                & object(json, "before", before, LONGEST * 3 / 4)
                & object(json, "after", after, LONGEST - CUT.length() - 2);
        if (!whole) {
            comma(json).append(CUT);
        }
        return json.append('}').toString();
    }

    private static boolean object(StringBuilder json, String name, Map<String, String> members, int most) {
        if (members.isEmpty()) {
            return true;
        }
        comma(json).append('"').append(name).append("\":{");
        boolean whole = members(json, members, most);
        json.append('}');
        return whole;
    }

    /** Whether all had room. */
    private static boolean members(StringBuilder json, Map<String, String> members, int most) {
        for (Map.Entry<String, String> member : members.entrySet()) {
            String text = quoted(member.getKey()) + ":" + quoted(member.getValue());
            if (json.length() + text.length() + 20 > most) {
                return false;
            }
            comma(json).append(text);
        }
        return true;
    }

    private static StringBuilder comma(StringBuilder json) {
        return json.charAt(json.length() - 1) == '{' ? json : json.append(',');
    }

    private static String quoted(String text) {
        String plain = PlainLine.of(text, LONGEST_VALUE);
        return '"' + plain.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
