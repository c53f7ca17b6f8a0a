package org.muster.ui.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muster.inventory.SourceKind;

class ClusterRequestTest {

    private static HttpServletRequest form(Map<String, String> fields) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ClusterRequestTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) ->
                        method.getName().equals("getParameter") ? fields.get((String) arguments[0]) : null);
    }

    @Test
    void aPasswordKeepsItsSpacesAndNothingElseDoes() {
        ClusterRequest request = new ClusterRequest(
                form(Map.of(
                        "name", " pve ", "addresses", " https://a \r\n", "username", " u@pve ", "password", "  p w ")),
                SourceKind.PROXMOX);

        assertThat(request.wanted().name()).isEqualTo("pve");
        assertThat(request.wanted().credentials()).isEqualTo(Map.of("username", "u@pve", "password", "  p w "));
        assertThat(request.form(null).typed().values()).noneMatch(value -> value.contains("p w"));
    }
}
