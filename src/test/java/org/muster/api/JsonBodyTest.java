package org.muster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.inventory.SourceKind;
import org.muster.sync.ClusterChange;
import org.muster.sync.ClusterRefused;
import org.muster.sync.NewCluster;

class JsonBodyTest {

    @Test
    void aClusterIsRead() {
        String json =
                """
                {"name":" lab ","kind":"libvirt","addresses":["qemu:///system"],"token_id":null,"token_secret":"s"}""";
        assertThat(ClusterJson.read(body(json)))
                .isEqualTo(new NewCluster(
                        "lab", SourceKind.LIBVIRT, List.of("qemu:///system"), Map.of("token_secret", "s")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\":\"libvirt\",\"addresses\":[\"a\"]}",
                "{\"name\":1,\"kind\":\"libvirt\",\"addresses\":[\"a\"]}",
                "{\"name\":\"a\\u0007b\",\"kind\":\"libvirt\",\"addresses\":[\"a\"]}",
                "{\"name\":\"a\",\"kind\":\"demo\",\"addresses\":[\"a\"]}",
                "{\"name\":\"a\",\"addresses\":[\"a\"]}",
                "{\"name\":\"a\",\"kind\":\"libvirt\",\"addresses\":[]}",
                "{\"name\":\"a\",\"kind\":\"libvirt\",\"addresses\":\"a\"}",
                "{\"name\":\"a\",\"kind\":\"libvirt\",\"addresses\":[1]}",
                "{\"name\":\"a\",\"kind\":\"libvirt\",\"addresses\":[\" \"]}"
            })
    void aClusterWithAWrongMemberIsNotRead(String json) {
        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, () -> ClusterJson.read(body(json)));
        assertThat(refused.errors()).isNotEmpty();
    }

    @Test
    void aProxmoxClusterIsReadWithItsAuthority() {
        String pem = "x".repeat(9_000);
        NewCluster read = ClusterJson.read(body("{\"name\":\"pve\",\"kind\":\"proxmox\",\"addresses\":[\"https://a\"],"
                + "\"username\":\"u@pve\",\"password\":\"p\",\"fingerprint\":\"\",\"ca_certificate\":\"" + pem
                + "\"}"));
        assertThat(read.credentials()).isEqualTo(Map.of("username", "u@pve", "password", "p", "ca_certificate", pem));
        assertThat(read.toString()).doesNotContain("u@pve");
    }

    @Test
    void aPasswordKeepsItsSpacesAndNothingElseDoes() {
        NewCluster read = ClusterJson.read(body("{\"name\":\"pve\",\"kind\":\"proxmox\",\"addresses\":[\"https://a\"],"
                + "\"username\":\" u@pve \",\"password\":\"  p w \"}"));
        assertThat(read.credentials()).isEqualTo(Map.of("username", "u@pve", "password", "  p w "));
        String tooLong = "{\"name\":\"pve\",\"kind\":\"proxmox\",\"addresses\":[\"https://a\"],\"password\":\""
                + "p".repeat(501) + "\"}";
        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, () -> ClusterJson.read(body(tooLong)));
        assertThat(refused.errors()).extracting(FieldError::field).containsExactly("password");
    }

    @Test
    void whatIsToChangeTellsTakenAwayFromNotGiven() throws Exception {
        ClusterChange nothing = ClusterJson.change(body("{\"name\":\"a\",\"token_id\":null}"));
        assertThat(nothing).isEqualTo(ClusterChange.ofName("a"));
        assertThat(nothing.isOfDoor()).isFalse();
        ClusterChange away = ClusterJson.change(body("{\"paused\":true,\"fingerprint\":\"\",\"token_id\":\"t\"}"));
        assertThat(away.credentials()).isEqualTo(Map.of("fingerprint", "", "token_id", "t"));
        assertThat(away.enabled()).isFalse();
        ClusterJson.requireChangeable(body("{\"addresses\":[],\"ca_certificate\":\"x\"}"));
        assertThat(catchThrowableOfType(
                                ClusterRefused.class, () -> ClusterJson.requireChangeable(body("{\"kind\":\"x\"}")))
                        .field())
                .isEqualTo("kind");
    }

    @Test
    void numbersAndFlagsAreTakenAsTheyAreOrNotAtAll() {
        Check check = new Check();
        JsonObject body = body("{\"a\":5,\"b\":true,\"c\":null}");
        assertThat(JsonBody.number(body, "a", check)).contains(5L);
        assertThat(JsonBody.flag(body, "b", check)).isTrue();
        assertThat(JsonBody.number(body, "c", check)).isEmpty();
        check.done();
        JsonBody.number(body("{\"a\":\"5\"}"), "a", check);
        JsonBody.number(body("{\"a\":1.5}"), "a", check);
        JsonBody.number(body("{\"a\":-1}"), "a", check);
        JsonBody.number(body("{\"a\":1e99}"), "a", check);
        JsonBody.flag(body("{\"a\":\"true\"}"), "a", check);
        InvalidRequest refused = catchThrowableOfType(InvalidRequest.class, check::done);
        assertThat(refused.errors()).hasSize(5);
    }

    @Test
    void noBodyIsAnEmptyObject() {
        assertThat(JsonBody.optional(null, null)).isEmpty();
        assertThat(body("")).isEmpty();
    }

    private static JsonObject body(String json) {
        return JsonBody.optional(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "application/json; charset=utf-8");
    }
}
