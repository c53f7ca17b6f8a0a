package org.muster.access.totp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final byte[] SEED = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void codesAreThoseOfTheRfc(long second, String code) {
        assertThat(Totp.code(SEED, Totp.step(Instant.ofEpochSecond(second)), 8)).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "29, true", "-30, true", "30, true", "59, true", "60, false", "-31, false", "-60, false"})
    void aCodeIsGoodOneStepEarlyAndLate(long later, boolean good) {
        Instant start = Instant.ofEpochSecond(1_111_111_110); // a step begins
        String code = Totp.code(SEED, Totp.step(start), Totp.DIGITS);
        assertThat(Totp.stepOf(code, SEED, start.plusSeconds(later)).isPresent())
                .isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({"'', ''", "f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void base32IsThatOfTheRfc(String plain, String written) {
        byte[] bytes = plain.getBytes(StandardCharsets.US_ASCII);
        assertThat(Base32.encode(bytes)).isEqualTo(written);
        assertThat(Base32.decode(written)).isEqualTo(bytes);
    }

    @Test
    void whatIsNoBase32IsRefused() {
        assertThatThrownBy(() -> Base32.decode("A1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void authenticatorsReadTheUri() {
        assertThat(new Enrolment("zoë & co", "MZXW6").uri())
                .isEqualTo("otpauth://totp/Muster%3Azo%C3%AB%20%26%20co?secret=MZXW6"
                        + "&issuer=Muster&algorithm=SHA1&digits=6&period=30");
    }
}
