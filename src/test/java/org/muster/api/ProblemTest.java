package org.muster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muster.access.rights.AccessDenied;
import org.muster.access.rights.Permission;
import org.muster.platform.DatabaseException;
import org.muster.sync.ClusterRefused;
import org.muster.task.ActionRefused;

class ProblemTest {

    @Test
    void wrongParametersAreNamed() {
        assertThat(json(ProblemMapper.problem(new InvalidRequest("page", "must be a whole number"))))
                .isEqualTo(
                        """
                        {"type":"about:blank","title":"Bad Request","status":400,\
                        "detail":"The request is not valid: see errors.","instance":"/api/x",\
                        "errors":[{"field":"page","message":"must be a whole number"}]}""");
    }

    @Test
    void candidatesOfAnAmbiguousVmidAreListed() {
        assertThat(json(ProblemMapper.problem(new AmbiguousVmid(List.of(Vms.webServer())))))
                .contains("\"status\":409")
                .endsWith(
                        "\"candidates\":[{\"id\":1000000017,\"vmid\":100,\"cluster_id\":1,\"name\":\"web-server\",\"node\":\"kvm-01\"}]}");
    }

    @Test
    void refusalsHaveTheirStatus() {
        assertThat(ProblemMapper.problem(new ActionRefused("It is a template.")))
                .isEqualTo(new Problem(409, "It is a template."));
        assertThat(ProblemMapper.problem(new AccessDenied(Permission.VM_POWER)).status())
                .isEqualTo(403);
        assertThat(json(ProblemMapper.problem(new ClusterRefused("addresses", "It does not answer."))))
                .contains("\"title\":\"Unprocessable Content\",\"status\":422")
                .contains("\"errors\":[{\"field\":\"addresses\",\"message\":\"It does not answer.\"}]");
    }

    @Test
    void fingerprintsThatMayBeConfirmedAreListed() {
        Map<String, String> seen = Map.of("https://pve1:8006", "36:07:F4");
        assertThat(json(ProblemMapper.problem(new ClusterRefused("fingerprint", "Nobody vouches for it.", seen))))
                .contains("\"status\":422", "\"field\":\"fingerprint\"")
                .endsWith("\"fingerprints\":[{\"address\":\"https://pve1:8006\",\"sha256\":\"36:07:F4\"}]}");
    }

    @Test
    void whatWeDidNotForeseeTellsNothing() {
        String secret = "password=x at /var/lib";
        Problem database = ProblemMapper.problem(new DatabaseException(new SQLException(secret)));
        Problem other = ProblemMapper.problem(new IllegalStateException(secret));
        assertThat(database.status()).isEqualTo(503);
        assertThat(other.status()).isEqualTo(500);
        assertThat(json(database) + json(other)).doesNotContain("password", "/var", "Exception");
    }

    private static String json(Problem problem) {
        return new String(problem.toBytes("/api/x"), StandardCharsets.UTF_8);
    }
}
