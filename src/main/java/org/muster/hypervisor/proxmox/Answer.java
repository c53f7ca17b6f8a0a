package org.muster.hypervisor.proxmox;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.inventory.Text;

/**
 * What the API answered.
 *
 * @param body unpacked
 */
record Answer(int status, byte[] body) {

    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());
    private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
    private static final int LONGEST_MESSAGE = 300;

    boolean isOk() {
        return status == 200;
    }

    /** The member {@code data} of a good answer; null as JSON knows it may be among the values. */
    JsonValue data() throws HypervisorException {
        JsonValue data = object().get("data");
        if (data == null) {
            throw malformed("the answer has no data", null);
        }
        return data;
    }

    /** Somebody who is told of every row of a list. */
    interface Reader {
        /** @param row until the next is read */
        void read(Row row) throws HypervisorException;
    }

    /**
     * Reads the list that the data of a good answer is, row by row: what is thousands of rows long is never held as a whole.
     *
     * @throws HypervisorException BAD_ANSWER, even after rows were read, if not all of it is as it must be
     */
    void readList(Reader reader) throws HypervisorException {
        try (JsonParser parser = PARSERS.createParser(new ByteArrayInputStream(body), StandardCharsets.UTF_8)) {
            boolean isObject = parser.next() == Event.START_OBJECT;
            boolean isRead = false;
            while (isObject && parser.next() == Event.KEY_NAME) {
                boolean isData = parser.getString().equals("data");
                Event value = parser.next();
                if (isData && !isRead && value == Event.START_ARRAY) {
                    readRows(parser, reader);
                    isRead = true;
                } else if (isData) {
                    throw malformed("the data of the answer are no list", null);
                } else {
                    Row.skip(parser, value);
                }
            }
            if (!isRead || parser.hasNext()) {
                throw malformed("the answer has no list", null);
            }
        } catch (RuntimeException e) {
            throw malformed("the answer is no JSON object", e);
        }
    }

    private static void readRows(JsonParser parser, Reader reader) throws HypervisorException {
        Row row = new Row();
        for (Event next = parser.next(); next != Event.END_ARRAY; next = parser.next()) {
            if (next != Event.START_OBJECT) {
                throw malformed("a row of the list is no object", null);
            }
            row.read(parser);
            reader.read(row);
        }
    }

    /** Itself, or the failure that stands in a good answer's body; an answer that is neither is found out when it is read. */
    Answer unfolded() {
        try {
            Fields said = Fields.of(object());
            Long real = said.whole("status");
            boolean failed = said.object().containsKey("success") && !said.isSet("success");
            long status = real == null ? 0 : real;
            return failed ? new Answer(status >= 400 && status <= 599 ? (int) status : 500, body) : this;
        } catch (HypervisorException e) {
            return this;
        }
    }

    private JsonObject object() throws HypervisorException {
        try (JsonReader reader = READERS.createReader(new ByteArrayInputStream(body), StandardCharsets.UTF_8)) {
            return reader.readObject();
        } catch (RuntimeException e) { // Parsson says so too of what is nested too deeply
            throw malformed("the answer is no JSON object", e);
        }
    }

    /** The source's own words for a failure, one line; empty if it said nothing. */
    String message() {
        try {
            JsonObject object = object();
            String words = object.get("message") instanceof JsonString text ? text.getString() : "";
            if (object.get("errors") instanceof JsonObject errors) {
                words += " " + errors;
            }
            return Text.line(words, LONGEST_MESSAGE);
        } catch (HypervisorException e) {
            return "";
        }
    }

    private static HypervisorException malformed(String why, @Nullable Throwable cause) {
        return new HypervisorException(Reason.BAD_ANSWER, why, cause);
    }
}
