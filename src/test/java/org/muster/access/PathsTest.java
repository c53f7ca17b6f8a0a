package org.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PathsTest {

    @Test
    void onlyTheseAreOpen() {
        for (String path : new String[] {
            "/ui/login",
            "/api/auth/login",
            "/api/auth/refresh",
            "/static/muster.css",
            "/webjars/x/1/x.js",
            "/health/live"
        }) {
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
            "/api/auth/logout",
            "/api/auth/login/",
            "/api/auth/me",
            "/metrics",
            "/openapi",
            "/healthy",
            "/static",
            "/nowhere"
        }) {
            assertThat(Paths.isOpen(path)).isFalse();
        }
    }

    @Test
    void whoMustChangeThePasswordComesNoFarther() {
        for (String path :
                new String[] {"/ui/password", "/ui/logout", "/api/auth/logout", "/api/auth/password", "/api/auth/me"}) {
            assertThat(Paths.isForNewPassword(path)).isTrue();
        }
        for (String path :
                new String[] {"/ui/vms", "/ui/password/", "/api/vms", "/api/auth", "/api/auth/me/x", "/metrics"}) {
            assertThat(Paths.isForNewPassword(path)).isFalse();
        }
    }
}
