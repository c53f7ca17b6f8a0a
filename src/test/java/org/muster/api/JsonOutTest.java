package org.muster.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonOutTest {

    @Test
    void whatIsWrittenIsReadBackTheSame() {
        Random random = new Random(4711);
        for (int i = 0; i < 2000; i++) {
            String text = random.ints(random.nextInt(40), 0, 0x11000)
                    .filter(c -> c < 0xD800 || c > 0xDFFF)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(readBack(new JsonOut().object().text("a", text).endObject()))
                    .isEqualTo(text);
        }
    }

    @Test
    void charactersThatEndAStringAreEscaped() {
        assertThat(new JsonOut().object().text("a", "\"\\\n\u0000\u001f/<é€😀").endObject())
                .hasToString("{\"a\":\"\\\"\\\\\\u000a\\u0000\\u001f/<é€😀\"}");
    }

    @Test
    void halfACharacterIsReplaced() {
        assertThat(readBack(new JsonOut().object().text("a", "x\uD83Dy\uDE00").endObject()))
                .isEqualTo("x\uFFFDy\uFFFD");
    }

    @Test
    void commasStandBetweenMembersAndElementsOnly() {
        JsonOut out = new JsonOut().object().array("a").element("[").element(1).endArray();
        out.object("b")
                .endObject()
                .array("c")
                .object()
                .endObject()
                .object()
                .endObject()
                .endArray();
        assertThat(out.flag("d", true).endObject()).hasToString("{\"a\":[\"[\",1],\"b\":{},\"c\":[{},{}],\"d\":true}");
    }

    @Test
    void figuresHaveAtMostTwoDecimals() {
        JsonOut out = new JsonOut().object();
        out.figure("a", 100.0 / 3).figure("b", 60.0).figure("c", 0.001).figure("d", Double.POSITIVE_INFINITY);
        assertThat(out.figure("e", -0.5)
                        .figure("f", 2.06)
                        .figure("g", -1234567890.25)
                        .endObject())
                .hasToString("{\"a\":33.33,\"b\":60,\"c\":0,\"d\":null,\"e\":-0.5,\"f\":2.06,\"g\":-1234567890.25}");
    }

    @Test
    void timesAreUtcWithMilliseconds() {
        Instant instant = Instant.parse("2026-02-03T04:05:06.007008Z");
        JsonOut out =
                new JsonOut().object().time("a", instant).epoch("b", instant).epoch("c", null);
        assertThat(out.endObject()).hasToString("{\"a\":\"2026-02-03T04:05:06.007Z\",\"b\":1770091506,\"c\":null}");
    }

    @Test
    void whatWasHandedOverIsNotWrittenAgain() throws IOException {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        JsonOut out = new JsonOut();
        for (int i = 0; i < 3; i++) {
            out.object().number("i", i).endObject().line();
            out.drainTo(to);
        }
        assertThat(to.toString(StandardCharsets.UTF_8)).isEqualTo("{\"i\":0}\n{\"i\":1}\n{\"i\":2}\n");
    }

    private static String readBack(JsonOut out) {
        return Json.createReader(new ByteArrayInputStream(out.toBytes()))
                .readObject()
                .getString("a");
    }
}
