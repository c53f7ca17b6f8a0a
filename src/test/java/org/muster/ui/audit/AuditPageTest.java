package org.muster.ui.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.muster.access.audit.AuditCheck;
import org.muster.access.audit.AuditRow;
import org.muster.access.audit.Checkpoint;
import org.muster.access.audit.Detail;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Html;
import org.muster.ui.page.Note;

class AuditPageTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final AuditFilter ALL = new AuditFilter("", "", "", "", "", 1);

    private static AuditScreen screen(AuditFilter filter, @Nullable AuditVerdict verdict, AuditRow... rows) {
        Frame frame = new Frame("Audit trail", "audit", "ada", "token", true, true);
        List<AuditLine> lines =
                List.of(rows).stream().map(row -> AuditLine.of(row, NOW)).toList();
        return new AuditScreen(frame, Note.NONE, filter, lines, "1 to 1 of 70 rows", null, ALL.onPage(2), verdict);
    }

    private static AuditRow row(String actor, String detail) {
        return new AuditRow(
                9,
                NOW.minusSeconds(90).toEpochMilli(),
                7L,
                actor,
                "settings.sync",
                "<i>",
                "::1",
                "refused",
                8L,
                detail,
                "ab12",
                "cd34");
    }

    @Test
    void aRowSaysWhoDidWhatWhenFromWhereAndWhatCameOfIt() {
        String detail =
                Detail.of("why", "not <so>").changing("interval", 300, 60).toJson();
        assertThat(Html.of("audit/page.jte", screen(ALL, null, row("<b>eve", detail))))
                .contains("&lt;b&gt;eve", "&lt;i&gt;", "settings.sync", "::1", "refused", "2026-11-22 11:58:30 UTC")
                .contains("not &lt;so&gt;", "interval: 300 → 60", "to 8", "href=\"/ui/audit?page=2\"")
                .contains("href=\"/api/audit?format=csv\"", "href=\"/api/audit?format=ndjson\"")
                .doesNotContain("<b>eve", "<i>", "<so>");
    }

    @Test
    void theFilterStandsInFormAndLinks() {
        AuditFilter filter = new AuditFilter("2026-11-01", "2026-11-22", "a\"&b", "vm.*", "vm:1", 3);
        assertThat(filter.href())
                .isEqualTo("/ui/audit?from=2026-11-01&to=2026-11-22&actor=a%22%26b&action=vm.*&target=vm%3A1&page=3");
        assertThat(Html.of("audit/page.jte", screen(filter, null)))
                .contains("name=\"actor\" value=\"a&#34;&amp;b\"", "value=\"2026-11-22\"", "No row matches")
                .contains("actor=a%22%26b&amp;action=vm.*&amp;target=vm%3A1&amp;format=csv");
    }

    @Test
    void theVerdictSaysWhetherTheTrailHolds() {
        Checkpoint cut = new Checkpoint(5, "ff", NOW.minusSeconds(60), "");
        AuditVerdict good = AuditVerdict.of(new AuditCheck.Result(70, 6, 75, "ab12", null, "", cut), NOW);
        assertThat(Html.wordsOf("audit/page.jte", screen(ALL, good)))
                .contains("All 70 rows are as they were written, up to row 75.", "ab12")
                .contains("Rows up to 5 were cut off for their age 60 s ago");
        AuditVerdict bad = AuditVerdict.of(new AuditCheck.Result(3, 6, 8, "ab12", 9L, "A row is missing.", null), NOW);
        assertThat(Html.wordsOf("audit/page.jte", screen(ALL, bad)))
                .contains("The trail is not as it was written, from row 9 on: A row is missing.")
                .doesNotContain("ab12");
    }
}
