package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;

import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What guests say of themselves, from outside. */
@BlackBox
class ApiGuestIT {

    @BeforeEach
    void theFleetIsThere(RunningMuster muster) {
        DemoVms.await(muster);
    }

    /** The path of a VM whose agent answers; four in five have one. */
    private static String talkative(RunningMuster muster) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(
                        () -> {
                            List<Long> ids = muster.admin()
                                    .get("/api/vms?status=running&search=web&cluster=" + DemoVms.cluster(muster))
                                    .jsonPath()
                                    .getList("vms.id", Long.class);
                            return ids.stream()
                                    .map(id -> "/api/vms/" + id)
                                    .filter(path ->
                                            "answers".equals(said(muster, path).getString("guest.agent")))
                                    .findFirst()
                                    .orElse("");
                        },
                        path -> !path.isEmpty());
    }

    private static JsonPath said(RunningMuster muster, String path) {
        return muster.admin().get(path).jsonPath();
    }

    @Test
    void aVmSaysWhatItsGuestSaid(RunningMuster muster) {
        String path = talkative(muster);
        String name = said(muster, path).getString("name");
        String ip = said(muster, path).getString("ip");
        muster.admin()
                .get(path)
                .then()
                .statusCode(200)
                .body("guest.current", is(true), "guest.observed_at", notNullValue())
                .body("guest.host_name", equalTo(name), "ip_origin", equalTo("agent"))
                .body("guest.os.id", notNullValue(), "guest.users.size()", equalTo(0))
                .body("guest.addresses[0].address", equalTo(ip), "guest.addresses[0].origin", equalTo("agent"))
                .body("guest.file_systems[0].mount_point", equalTo("/"))
                .body("guest.file_systems[0].used_bytes", greaterThan(0L));
    }

    @Test
    void theListIsWithoutIt(RunningMuster muster) {
        assertThat(muster.admin()
                        .get("/api/vms?size=1")
                        .jsonPath()
                        .getMap("vms[0]")
                        .containsKey("guest"))
                .isFalse();
    }

    @Test
    void itsCallsAreCounted(RunningMuster muster) {
        talkative(muster);
        muster.admin().get("/metrics").then().body(containsString("muster_sync_guest_calls"));
    }
}
