package org.muster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    @Test
    void aCursorIsReadBack() {
        for (long revision : new long[] {0, 1, 4711, Long.MAX_VALUE}) {
            Cursor cursor = new Cursor(revision);
            assertThat(Cursor.of(cursor.toString())).contains(cursor);
            assertThat(cursor.toString()).matches("[A-Za-z0-9_-]+");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"m1:-1", "m1:", "m1:+1", "m1:01", "m1: 1", "m1:99999999999999999999", "m2:1", "1", ""})
    void whatWeWouldNotWriteIsNoCursor(String plain) {
        byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
        assertThat(Cursor.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "bTE6MQ==", "42", "bTE6MR"})
    void otherTextIsNoCursor(String text) {
        assertThat(Cursor.of(text)).isEmpty();
    }
}
