package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer before it is put on the wire.
 *
 * @param reason the phrase of the status line
 * @param body null for none
 * @param after what the answer takes
 */
record Reply(int status, String reason, @Nullable JsonObject body, Duration after) {

    static Reply data(JsonValue data) {
        return new Reply(200, "OK", Data.object().add("data", data).build(), Duration.ZERO);
    }

    static Reply page(JsonValue data, long total) {
        JsonObject body = Data.object().add("data", data).add("total", total).build();
        return new Reply(200, "OK", body, Duration.ZERO);
    }

    /** An error without a body. */
    static Reply bare(int status, String reason) {
        return new Reply(status, reason, null, Duration.ZERO);
    }

    /** An error as an exception of Proxmox's code gives it: the message ends its line. */
    static Reply error(int status, String message) {
        return failure(status, message, message + "\n", Map.of());
    }

    static Reply unknown(String method, String path) {
        String message = "Method '" + method + " " + path + "' not implemented";
        return failure(501, message, message, Map.of());
    }

    static Reply invalid(Map<String, String> errors) {
        String message = "Parameter verification failed.";
        return failure(400, message, message + "\n", errors);
    }

    private static Reply failure(int status, String reason, String message, Map<String, String> errors) {
        JsonObjectBuilder body = Data.object().addNull("data").add("message", message);
        if (!errors.isEmpty()) {
            JsonObjectBuilder each = Data.object();
            errors.forEach(each::add);
            body.add("errors", each);
        }
        return new Reply(status, reason, body.build(), Duration.ZERO);
    }

    Reply after(Duration time) {
        return new Reply(status, reason, body, time);
    }

    /** As servers before pve-http-server 5.2.0 said it: the message stands in the status line alone. */
    Reply withoutMessage() {
        if (body == null || !body.containsKey("message")) {
            return this;
        }
        return new Reply(status, reason, Data.object(body).remove("message").build(), after);
    }

    /** As {@code /api2/extjs} says it: status 200, and the real one in the body. */
    Reply asExtjs() {
        JsonObjectBuilder said = body == null ? Data.object().addNull("data") : Data.object(body);
        if (status == 200) {
            return new Reply(200, "OK", said.add("success", 1).build(), after);
        }
        said.add("success", 0).add("status", status).add("message", reason + "\n");
        return new Reply(200, "OK", said.build(), after);
    }
}
