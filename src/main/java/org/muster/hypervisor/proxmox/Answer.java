package org.muster.hypervisor.proxmox;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
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
