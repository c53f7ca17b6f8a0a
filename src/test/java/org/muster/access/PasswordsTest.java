package org.muster.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final Passwords passwords = new Passwords(1000);

    @Test
    void aPasswordMatchesItsHashOnly() {
        String hash = passwords.hash("corr\u00e9ct \ud83d\ude80");
        assertThat(passwords.matches("corr\u00e9ct \ud83d\ude80", hash)).isTrue();
        assertThat(passwords.matches("correct", hash)).isFalse();
        assertThat(passwords.matches("", hash)).isFalse();
    }

    @Test
    void eachHashHasItsOwnSaltAndNamesItsAlgorithm() {
        assertThat(passwords.hash("x")).startsWith("pbkdf2-sha256:1000:").isNotEqualTo(passwords.hash("x"));
    }

    @Test
    void newHashesHaveTheRoundsThatOwaspAsksFor() {
        assertThat(new Passwords().hash("x")).startsWith("pbkdf2-sha256:600000:");
    }

    @Test
    void aHashWithOtherRoundsIsUnderstood() {
        assertThat(new Passwords(10).matches("x", passwords.hash("x"))).isTrue();
    }

    /** Vector of RFC 7914, section 11: PBKDF2-HMAC-SHA-256 of "passwd" and "salt" with one round, 64 bytes. */
    @Test
    void knownVectorMatches() {
        String hash = "pbkdf2-sha256:1:c2FsdA==:VawEblbjCJ/sFpHCJUS2BflBhSFt3gRl5oudV8INrLxJ"
                + "ypzM8Xm2RZkWZLOdd+8xfHG4RbHjC9UJESBB06GXgw==";
        assertThat(passwords.matches("passwd", hash)).isTrue();
    }

    @Test
    void nonsenseMatchesNothing() {
        for (String hash : new String[] {"", "x", "md5:1:c2FsdA==:AAAA", "a:b:c:d"}) {
            assertThat(passwords.matches("x", hash)).isFalse();
        }
        assertThat(passwords.matches("x".repeat(2000), passwords.hash("x"))).isFalse();
    }
}
