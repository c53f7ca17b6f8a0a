package org.muster.hypervisor.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"success\":0,\"status\":403}           | 403",
                "{\"success\":0,\"status\":200}           | 500",
                "{\"success\":0,\"status\":-1}            | 500",
                "{\"success\":0,\"status\":1000}          | 500",
                "{\"success\":0}                          | 500",
                "{\"success\":1,\"status\":403,\"data\":1}| 200",
                "{\"data\":1}                             | 200"
            })
    void failureThatStandsInAGoodAnswerIsNeverGood(String body, int status) {
        Answer answer = new Answer(200, body.getBytes(StandardCharsets.UTF_8));

        assertThat(answer.unfolded().status()).isEqualTo(status);
    }
}
