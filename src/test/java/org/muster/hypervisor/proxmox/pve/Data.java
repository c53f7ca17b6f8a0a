package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.function.Function;

/** JSON as values, with one provider: Jakarta's static methods look for it at each call. */
final class Data {

    private static final JsonProvider PROVIDER = JsonProvider.provider();

    private Data() {}

    static JsonObjectBuilder object() {
        return PROVIDER.createObjectBuilder();
    }

    static JsonObjectBuilder object(JsonObject start) {
        return PROVIDER.createObjectBuilder(start);
    }

    static JsonArrayBuilder array() {
        return PROVIDER.createArrayBuilder();
    }

    static <T> JsonArray list(Collection<T> values, Function<? super T, ? extends JsonValue> shape) {
        JsonArrayBuilder list = array();
        values.forEach(value -> list.add(shape.apply(value)));
        return list.build();
    }

    static JsonString text(String text) {
        return PROVIDER.createValue(text);
    }

    static JsonNumber number(long number) {
        return PROVIDER.createValue(number);
    }

    static JsonNumber number(double number) {
        return PROVIDER.createValue(number);
    }

    /** @throws jakarta.json.JsonException if it is no JSON */
    static JsonStructure parse(String json) {
        try (JsonReader reader = PROVIDER.createReader(new StringReader(json))) {
            return reader.read();
        }
    }

    /** A file of the folder {@code proxmox} on the test's class path. */
    static JsonStructure resource(String name) {
        try (InputStream file = Data.class.getResourceAsStream("/proxmox/" + name)) {
            if (file == null) {
                throw new IllegalStateException("no resource " + name);
            }
            try (JsonReader reader = PROVIDER.createReader(file)) {
                return reader.read();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As a form or a configuration file would hold it: a string's characters, else its JSON. */
    static String plain(JsonValue value) {
        return value instanceof JsonString string ? string.getString() : value.toString();
    }
}
