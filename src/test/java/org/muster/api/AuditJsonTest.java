package org.muster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.muster.access.audit.AuditRow;
import org.muster.access.audit.Detail;

class AuditJsonTest {

    private static AuditRow row(String actor, String detail, @Nullable Long asked) {
        return new AuditRow(
                9, 1_800_000_000_123L, 7L, actor, "vm.start", "vm:1", "::1", "ok", asked, detail, "ab12", "cd34");
    }

    private static String json(AuditRow row) {
        JsonOut out = new JsonOut();
        AuditJson.write(out, row);
        return out.toString();
    }

    @Test
    void aRowInJson() {
        Detail detail = Detail.of("why", "a \"b\"").changing("interval", 300, 60);
        assertThat(json(row("ada", detail.toJson(), 8L)))
                .isEqualTo("{\"id\":9,\"at\":\"2027-01-15T08:00:00.123Z\",\"actor_id\":7,\"actor\":\"ada\","
                        + "\"action\":\"vm.start\",\"target\":\"vm:1\",\"source_ip\":\"::1\",\"outcome\":\"ok\","
                        + "\"asked\":8,\"detail\":{\"why\":\"a \\\"b\\\"\",\"before\":{\"interval\":\"300\"},"
                        + "\"after\":{\"interval\":\"60\"}},\"hash\":\"ab12\"}");
    }

    @Test
    void aDetailThatSomebodyElseWroteIsAText() {
        assertThat(json(row("ada", "{\"x\":1},\"outcome\":\"ok\"", null)))
                .contains("\"asked\":null,\"detail\":{\"text\":\"{\\\"x\\\":1},\\\"outcome\\\":\\\"ok\\\"\"},");
        assertThat(json(row("ada", "", null))).contains("\"detail\":{},");
    }

    @Test
    void noCellIsAFormula() {
        String csv = new String(
                AuditJson.csv(List.of(row("=1+1", "{\"why\":\"a,b\"}", null), row("@x", "", 8L))),
                StandardCharsets.UTF_8);
        assertThat(AuditJson.header())
                .isEqualTo("id,at,actor_id,actor,action,target,source_ip,outcome,asked,detail,hash\r\n");
        assertThat(csv.split("\r\n"))
                .containsExactly(
                        "9,2027-01-15T08:00:00.123Z,7,'=1+1,vm.start,vm:1,::1,ok,,\"{\"\"why\"\":\"\"a,b\"\"}\",ab12",
                        "9,2027-01-15T08:00:00.123Z,7,'@x,vm.start,vm:1,::1,ok,8,,ab12");
    }
}
