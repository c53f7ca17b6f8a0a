package org.muster.ui.vms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Html;
import org.muster.ui.page.Note;
import org.muster.ui.page.Who.WhoLine;

class VmGiftsTest {

    private static final WhoLine GROUP = new WhoLine(true, 3, "<b>class", "group:3");

    private static String page(boolean assign) {
        VmGifts gifts = new VmGifts(
                assign,
                List.of(GROUP),
                List.of(new VmGifts.Share(9, GROUP, "see", null, "ada")),
                "exam",
                Map.of("name", "\"><i>"));
        return Html.of(
                "vms/one.jte",
                new VmOneScreen(
                        new Frame("web-server", "vms", "ada", "token", true, true),
                        Note.refusal("There is no user “x”."),
                        Sample.row(Sample.RUNNING),
                        "linux",
                        VmNotes.of(Sample.RUNNING),
                        null,
                        gifts));
    }

    @Test
    void ownersSharesAndTagsAreChangedOnTheVmsPage() {
        assertThat(page(true))
                .contains("/access/owners\"", "/access/owners/delete\"", "name=\"owner\" value=\"group:3\"")
                .contains("/access/shares\"", "/access/shares/9/delete\"", "/access/tags\"", "value=\"exam\"")
                .contains("There is no user “x”.", "&lt;b&gt;class", "value=\"&#34;>&lt;i>\"")
                .doesNotContain("<b>class");
    }

    @Test
    void whoMayOnlyShareIsOfferedNothingElse() {
        assertThat(page(false))
                .contains("/access/shares\"", "&lt;b&gt;class")
                .doesNotContain("/access/owners", "/access/tags");
    }
}
