package org.muster.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muster.bench.Rounds.Spread;

/**
 * What deciding costs who does not see everything: the first page for somebody who has 200 of 40,000 VMs by three groups
 * and a tag, beside the administrator's, from the same server in turn. Before each a change moves the revision, so that
 * nothing is answered from memory.
 */
class RightsBench {

    private static final String PAGE = "/api/vms?size=50";
    private static final String PASSWORD = "a long enough one 7";

    private final BenchReport report = new BenchReport("rights");

    @Test
    void firstPageOfAUserBesideTheAdministrators() throws Exception {
        try (BenchServer server = DemoServers.start(
                40_000,
                Map.of(
                        "MUSTER_SYNC_QUICK_INTERVAL", "86400",
                        "MUSTER_SYNC_QUICK_INTERVAL_MOST", "86400",
                        "MUSTER_SYNC_FULL_INTERVAL", "86400",
                        "MUSTER_SYNC_GUEST_INTERVAL", "86400"))) {
            new FullPasses(server).first("demo");
            List<JsonObject> vms = json(server.get("/api/vms?size=1000&sort=node"))
                    .getJsonArray("vms")
                    .getValuesAs(JsonObject.class);
            long eva = id(server.post("/api/users", "{\"name\":\"eva\",\"password\":\"" + PASSWORD + "\"}"));
            give(server, vms, eva);
            Calm.await(server);
            String own =
                    "Basic " + Base64.getEncoder().encodeToString(("eva:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
            long last = vms.get(999).getJsonNumber("id").longValue();
            if (json(server.get(PAGE, own)).getInt("total") != 200) {
                throw new IllegalStateException("eva does not have 200 VMs");
            }
            Map<String, Spread> spreads = new Rounds()
                    .with("administrator", () -> timed(server, last, BenchServer.BASIC))
                    .with("user", () -> timed(server, last, own))
                    .measure(100, 200);
            spreads.forEach((who, ms) -> report.row(
                    "first page of 40,000 VMs, nothing remembered",
                    who,
                    "median ms",
                    ms.median(),
                    "min",
                    ms.min(),
                    "max",
                    ms.max()));
        } finally {
            report.publish();
        }
    }

    private static double timed(BenchServer server, long moved, String who) throws Exception {
        server.put("/api/vms/" + moved + "/tags", "{\"tags\":[]}");
        return Rounds.timing(() -> server.get(PAGE, who)).once();
    }

    /** Three groups own 50 each, and a tag has 50. */
    private static void give(BenchServer server, List<JsonObject> vms, long eva) throws Exception {
        for (int i = 0; i < 200; i += 50) {
            long group = id(server.post("/api/groups", "{\"name\":\"group " + i + "\",\"members\":[" + eva + "]}"));
            for (JsonObject vm : vms.subList(i, i + 50)) {
                String path = "/api/vms/" + vm.getJsonNumber("id");
                if (i < 150) {
                    server.put(path + "/owners", "{\"groups\":[" + group + "]}");
                } else {
                    server.put(path + "/tags", "{\"tags\":[\"class-a\"]}");
                }
            }
        }
        server.post(
                "/api/grants",
                "{\"subject\":{\"user\":" + eva + "},\"role\":\"viewer\",\"scope\":{\"tag\":\"class-a\"}}");
    }

    private static long id(String answer) {
        return json(answer).getJsonNumber("id").longValue();
    }

    private static JsonObject json(String answer) {
        return Json.createReader(new StringReader(answer)).readObject();
    }
}
