package org.muster.hypervisor.proxmox.pve;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The double answers what Proxmox VE 9.2.11 was recorded to answer, in the same order of requests. */
class RecordingsTest {

    private static final JsonArray EXCHANGES =
            Data.resource("exchanges.json").asJsonObject().getJsonArray("exchanges");
    private static final Map<String, HttpResponse<String>> ANSWERS = new HashMap<>();

    @BeforeAll
    static void play() {
        Fleet fleet = Fleet.recorded().user("alice@pve", "<redacted>").grant("alice@pve", "/nowhere", List.of("x"));
        try (ProxmoxDouble pve = ProxmoxDouble.start(fleet)) {
            pve.times(Duration.ZERO, Duration.ZERO, Duration.ofSeconds(1))
                    .clock()
                    .stop();
            Play play = new Play(pve);
            for (JsonValue exchange : EXCHANGES) {
                ANSWERS.put(exchange.asJsonObject().getString("name"), play.play(exchange.asJsonObject()));
            }
        }
    }

    @AfterAll
    static void forget() {
        ANSWERS.clear();
    }

    @Test
    void allSeventyEightArePlayed() {
        assertThat(ANSWERS).hasSize(78);
    }

    @TestFactory
    Stream<DynamicTest> eachIsAnsweredAsRecorded() {
        return EXCHANGES.stream()
                .map(JsonValue::asJsonObject)
                .map(exchange -> DynamicTest.dynamicTest(exchange.getString("name"), () -> {
                    HttpResponse<String> answer = requireNonNull(ANSWERS.get(exchange.getString("name")));
                    assertThat(answer.statusCode()).isEqualTo(exchange.getInt("status"));
                    assertThat(answer.headers().allValues("connection"))
                            .containsExactlyElementsOf(connection(exchange));
                    assertThat(Likeness.differences(requireNonNull(exchange.get("body")), body(answer)))
                            .isEmpty();
                }));
    }

    /** What is true of the recordings, so that the check of the double's answers is worth something. */
    @TestFactory
    Stream<DynamicTest> eachRecordedAnswerFitsTheSchema() {
        Schema schema = new Schema();
        return EXCHANGES.stream()
                .map(JsonValue::asJsonObject)
                .filter(exchange -> exchange.getInt("status") == 200)
                .map(exchange -> DynamicTest.dynamicTest(exchange.getString("name"), () -> {
                    String path = exchange.getString("path").replaceFirst("\\?.*", "");
                    Schema.Match match = requireNonNull(schema.match(exchange.getString("method"), path));
                    assertThat(Fit.misfits(
                                    match.answer(),
                                    requireNonNull(
                                            exchange.getJsonObject("body").get("data"))))
                            .isEmpty();
                }));
    }

    private static List<String> connection(JsonObject exchange) {
        return List.of(exchange.getString("connection").split(", "));
    }

    private static JsonValue body(HttpResponse<String> answer) {
        return answer.body().isEmpty() ? Data.text("") : Data.parse(answer.body());
    }

    /** Sends what was recorded, with the double's own UPIDs in place of the recorded ones. */
    private static final class Play {

        private final ProxmoxDouble pve;
        private final Map<String, String> upids = new HashMap<>();
        private final List<String> asked = new ArrayList<>();

        Play(ProxmoxDouble pve) {
            this.pve = pve;
        }

        HttpResponse<String> play(JsonObject exchange) {
            String path = exchange.getString("path");
            for (Map.Entry<String, String> upid : upids.entrySet()) {
                path = path.replace(upid.getKey(), upid.getValue());
            }
            // Between two looks at a task there was time enough for it to end.
            if (asked.contains(path)) {
                pve.clock().advance(Duration.ofSeconds(5));
            }
            asked.add(path);
            Map<String, String> form = new TreeMap<>();
            if (exchange.containsKey("form")) {
                exchange.getJsonObject("form").forEach((name, value) -> form.put(name, Data.plain(value)));
            }
            HttpResponse<String> answer =
                    client(exchange.getString("as")).ask(exchange.getString("method"), path, form);
            if (exchange.get("body") instanceof JsonObject recorded && answer.statusCode() == 200) {
                String upid = Data.plain(recorded.getOrDefault("data", JsonValue.NULL));
                if (upid.startsWith("UPID:")) {
                    upids.put(upid, Data.plain(PveClient.data(answer)));
                }
            }
            return answer;
        }

        private PveClient client(String who) {
            return switch (who) {
                case "token" -> PveClient.full(pve);
                case "bad token" -> PveClient.token(pve, Fleet.FULL + "=00000000-0000-0000-0000-000000000000");
                case "ticket" -> PveClient.anonymous(pve).login("alice@pve", "<redacted>", false);
                case "csrf" -> PveClient.anonymous(pve).login("alice@pve", "<redacted>", true);
                default -> PveClient.anonymous(pve);
            };
        }
    }
}
