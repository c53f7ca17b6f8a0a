package org.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathsTest {

    @Test
    void onlyTheseAreOpen() {
        for (String path : new String[] {"/ui/login", "/static/muster.css", "/webjars/x/1/x.js", "/health/live"}) {
            assertThat(Paths.isOpen(path)).isTrue();
        }
        for (String path : new String[] {
            "",
            "/",
            "/ui",
            "/ui/login/",
            "/ui/loginx",
            "/ui/vms",
            "/api",
            "/api/vms",
            "/metrics",
            "/openapi",
            "/healthy",
            "/static",
            "/nowhere"
        }) {
            assertThat(Paths.isOpen(path)).isFalse();
        }
    }
}
