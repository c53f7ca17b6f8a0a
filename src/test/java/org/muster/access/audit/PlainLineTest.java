package org.muster.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainLineTest {

    @Test
    void whatCouldForgeALineIsReplaced() {
        assertThat(PlainLine.of("a\r\nb\u001b[31mc\u2028d\u202ee\u0000f\u200bg", 100))
                .isEqualTo("a??b?[31mc?d?e?f?g");
    }

    @Test
    void ordinaryTextStays() {
        assertThat(PlainLine.of("Gr\u00fc\u00dfe, \u4e16\u754c \ud83d\ude80", 100))
                .isEqualTo("Gr\u00fc\u00dfe, \u4e16\u754c \ud83d\ude80");
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        assertThat(PlainLine.of("abcdef", 4)).isEqualTo("abc\u2026");
        assertThat(PlainLine.of("ab\ud83d\ude80f", 4)).isEqualTo("ab\u2026");
        assertThat(PlainLine.of("abcd", 4)).isEqualTo("abcd");
    }

    @Test
    void halfACharacterIsReplaced() {
        assertThat(PlainLine.of("a\ud83d", 10)).isEqualTo("a?");
    }
}
