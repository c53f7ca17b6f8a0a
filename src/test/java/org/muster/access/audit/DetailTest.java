package org.muster.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DetailTest {

    @Test
    void whatWasChangedStandsBeforeAndAfter() {
        Detail detail =
                Detail.of("how", "at once").changing("full_interval", 300, 60).changing("until", "", "2027");
        assertThat(detail.toJson())
                .isEqualTo("{\"how\":\"at once\",\"before\":{\"full_interval\":\"300\"},"
                        + "\"after\":{\"full_interval\":\"60\",\"until\":\"2027\"}}");
        assertThat(Detail.parse(detail.toJson())).isEqualTo(detail);
    }

    @Test
    void textsCannotBreakOutOfTheirPlace() {
        Detail detail = Detail.of("why", "\",\"outcome\":\"ok\\\"\r\n\u001b[2J\u202e");
        assertThat(detail.toJson()).isEqualTo("{\"why\":\"\\\",\\\"outcome\\\":\\\"ok\\\\\\\"???[2J?\"}");
        assertThat(Detail.parse(detail.toJson()).said()).containsOnlyKeys("why");
    }

    @Test
    void nothingIsAnEmptyText() {
        assertThat(Detail.of("why", "").toJson()).isEmpty();
        assertThat(Detail.parse("")).isEqualTo(Detail.NONE);
    }

    @Test
    void itFitsItsColumnAndSaysThatSomethingIsMissing() {
        Detail detail = Detail.NONE;
        for (int i = 0; i < 30; i++) {
            detail = detail.with("said" + i, "\"".repeat(2000))
                    .changing("changed" + i, "\\".repeat(900), "y".repeat(900));
        }
        assertThat(detail.toJson().length()).isLessThanOrEqualTo(4000);
        assertThat(Detail.parse(detail.toJson()).said()).containsEntry("cut", "true");
    }

    @Test
    void anyOtherTextIsAText() {
        assertThat(Detail.parse("vm is a template").said()).containsEntry("text", "vm is a template");
        assertThat(Detail.parse("{\"why\":").said()).containsEntry("text", "{\"why\":");
        assertThat(Detail.parse("{\"why\":1,\"before\":7}").said()).containsKey("text");
    }
}
