package org.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class BasicHeaderTest {

    private static String header(byte[] pair) {
        return "basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Test
    void nameEndsAtTheFirstColon() {
        assertThat(BasicHeader.parse(header("admin:a:b \u00e4".getBytes(StandardCharsets.UTF_8))))
                .contains(new BasicHeader("admin", "a:b \u00e4"));
    }

    @Test
    void nonsenseIsNoHeader() {
        String[] nonsense = {
            "",
            "Basic",
            "Basic ",
            "Basic ***",
            "Bearer YTpi",
            header(new byte[] {'a', 'b'}),
            header(new byte[] {'a', ':', -1}),
            "Basic " + "YTpi".repeat(2000)
        };
        for (String header : nonsense) {
            assertThat(BasicHeader.parse(header)).isEmpty();
        }
    }

    @Test
    void thePasswordIsNotShown() {
        assertThat(new BasicHeader("admin", "secret").toString()).doesNotContain("secret");
    }
}
