package org.muster.hypervisor.proxmox;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/** The recorded answers by name, as the adapter gets them. */
final class Recorded {

    private Recorded() {}

    static Map<String, Answer> answers() {
        InputStream file = Objects.requireNonNull(Recorded.class.getResourceAsStream("/proxmox/exchanges.json"));
        try (JsonReader reader = Json.createReader(file)) {
            Map<String, Answer> answers = new TreeMap<>();
            for (JsonValue one : reader.readObject().getJsonArray("exchanges")) {
                JsonObject exchange = one.asJsonObject();
                JsonValue body = Objects.requireNonNull(exchange.get("body"));
                String text = body.getValueType() == JsonValue.ValueType.OBJECT ? body.toString() : "";
                answers.put(
                        exchange.getString("name"),
                        new Answer(exchange.getInt("status"), text.getBytes(StandardCharsets.UTF_8)));
            }
            return answers;
        }
    }

    /** Cut, overwritten or with a value of another kind in place of one. */
    static byte[] spoilt(byte[] body, Random random) {
        String text = new String(body, StandardCharsets.UTF_8);
        int at = random.nextInt(text.length());
        return (switch (random.nextInt(4)) {
                    case 0 -> text.substring(0, at);
                    case 1 -> text.substring(0, at) + (char) random.nextInt(0x250) + text.substring(at + 1);
                    case 2 -> another(text, random);
                    default -> text.substring(0, at) + "[".repeat(random.nextInt(2_000)) + text.substring(at);
                })
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String another(String text, Random random) {
        String[] others = {"null", "-1", "1e400", "\"\"", "{}", "[]", "true", "99999999999999999999", "\"\\u0000\\n\""};
        String kind = random.nextBoolean() ? "\"[^\"]*\"(?=[,}\\]])" : "(?<=:)[0-9.]+";
        String[] parts = text.split(kind, 2 + random.nextInt(20));
        return String.join(others[random.nextInt(others.length)], parts);
    }
}
