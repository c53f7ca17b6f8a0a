package org.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CsrfTest {

    @Test
    void ownPagesAndProgramsMayChange() {
        assertThat(Csrf.isForeign("same-origin", "http://muster:8080", "muster:8080"))
                .isFalse();
        assertThat(Csrf.isForeign("none", null, "muster:8080")).isFalse();
        assertThat(Csrf.isForeign(null, null, "muster:8080")).isFalse();
        assertThat(Csrf.isForeign(null, "https://MUSTER", "muster")).isFalse();
    }

    @Test
    void otherSitesMayNot() {
        assertThat(Csrf.isForeign("cross-site", null, "muster:8080")).isTrue();
        assertThat(Csrf.isForeign("same-site", "http://muster:8080", "muster:8080"))
                .isTrue();
        assertThat(Csrf.isForeign(null, "http://evil", "muster:8080")).isTrue();
        assertThat(Csrf.isForeign(null, "http://muster:9090", "muster:8080")).isTrue();
        assertThat(Csrf.isForeign(null, "http://muster:8080@evil", "muster:8080"))
                .isTrue();
        assertThat(Csrf.isForeign(null, "null", "muster:8080")).isTrue();
        assertThat(Csrf.isForeign(null, "null", null)).isTrue();
        assertThat(Csrf.isForeign(null, "http://[", "muster:8080")).isTrue();
    }

    @Test
    void withoutASessionNoTokenIsRight() {
        assertThat(Csrf.isRight(null, "x")).isFalse();
    }

    @Test
    void onlyReadingMethodsAreSafe() {
        assertThat(Csrf.isSafe("GET")).isTrue();
        for (String method : new String[] {"POST", "PUT", "PATCH", "DELETE", "get", "FOO", "CONNECT"}) {
            assertThat(Csrf.isSafe(method)).isFalse();
        }
    }
}
