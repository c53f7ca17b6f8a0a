package org.muster.api;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.NotSupportedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a request's JSON strictly: short, one object, members of the right type. Null counts as not given. */
final class JsonBody {

    private static final int LONGEST = 65_536;
    private static final int TOO_LONG = 413;

    private JsonBody() {}

    /** @throws BadRequestException if there is none or it is not JSON */
    static JsonObject required(@Nullable InputStream body, @Nullable String type) {
        JsonObject read = optional(body, type);
        if (read.isEmpty()) {
            throw new InvalidRequest("", "the body must be an object with members");
        }
        return read;
    }

    /**
     * The object, empty if there is no body.
     *
     * @throws NotSupportedException if the body is said to be something else than JSON
     * @throws BadRequestException if it is not JSON
     */
    static JsonObject optional(@Nullable InputStream body, @Nullable String type) {
        byte[] bytes = read(body);
        if (bytes.length == 0) {
            return JsonValue.EMPTY_JSON_OBJECT;
        }
        if (type == null || !type.toLowerCase(Locale.ROOT).matches("application/json\\s*(;.*)?")) {
            throw new NotSupportedException();
        }
        try (JsonParser parser = Json.createParser(new ByteArrayInputStream(bytes))) {
            return wholeObject(parser);
        } catch (RuntimeException e) { // Parsson says so too of what is nested too deeply
            throw new BadRequestException(e);
        }
    }

    private static JsonObject wholeObject(JsonParser parser) {
        if (parser.next() != JsonParser.Event.START_OBJECT) {
            throw new JsonException("no object");
        }
        JsonObject object = parser.getObject();
        if (parser.hasNext()) {
            throw new JsonException("more than an object");
        }
        return object;
    }

    static Optional<String> text(JsonObject body, String field, int most, Check check) {
        JsonValue value = value(body, field);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof JsonString text)) {
            check.wrong(field, "must be a string");
            return Optional.empty();
        }
        return check.text(field, text.getString(), most);
    }

    /** The same with the spaces at its ends, which belong to a password. */
    static Optional<String> exact(JsonObject body, String field, int most, Check check) {
        return value(body, field) instanceof JsonString text && text.getString().length() <= most
                ? Optional.of(text.getString())
                : text(body, field, most, check);
    }

    static Optional<Long> number(JsonObject body, String field, Check check) {
        JsonValue value = value(body, field);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof JsonNumber number) || !number.toString().matches("[0-9]{1,15}")) {
            check.wrong(field, "must be a whole number");
            return Optional.empty();
        }
        return Optional.of(number.longValue());
    }

    static @Nullable Boolean flag(JsonObject body, String field, Check check) {
        JsonValue value = value(body, field);
        if (value != null && value != JsonValue.TRUE && value != JsonValue.FALSE) {
            check.wrong(field, "must be true or false");
        }
        return value == null ? null : value == JsonValue.TRUE;
    }

    /** Strings, none of them blank; empty if not given. */
    static List<String> texts(JsonObject body, String field, int longest, Check check) {
        JsonValue value = value(body, field);
        if (value == null) {
            return List.of();
        }
        boolean fits = value instanceof JsonArray array
                && array.stream()
                        .allMatch(item -> item instanceof JsonString text
                                && !text.getString().isBlank()
                                && text.getString().length() <= longest);
        if (!fits) {
            check.wrong(field, "must be an array of strings of 1 to " + longest + " characters");
            return List.of();
        }
        return value.asJsonArray().getValuesAs(JsonString::getString);
    }

    private static @Nullable JsonValue value(JsonObject body, String field) {
        JsonValue value = body.get(field);
        return value == null || value == JsonValue.NULL ? null : value;
    }

    private static byte[] read(@Nullable InputStream body) {
        try {
            byte[] bytes = body == null ? new byte[0] : body.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new ClientErrorException(TOO_LONG);
            }
            return bytes;
        } catch (IOException e) {
            throw new BadRequestException(e);
        }
    }
}
