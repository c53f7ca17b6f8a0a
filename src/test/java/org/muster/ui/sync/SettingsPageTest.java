package org.muster.ui.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.sync.SettingChanges.Held;
import org.muster.sync.SyncKey;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Html;
import org.muster.ui.page.Note;

class SettingsPageTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Held CHANGED = new Held(SyncKey.FULL_INTERVAL, 60, 300, NOW.minusSeconds(90), "<i>ada");
    private static final Held PORTS = new Held(SyncKey.PORT_CHECKS, 0, 1, null, null);

    private static String html(SettingLine... lines) {
        Frame frame = new Frame("Settings", "sync", "ada", "token", true, true);
        return Html.of("sync/settings.jte", new SettingsScreen(frame, Note.NONE, List.of(lines)));
    }

    @Test
    void eachSettingTellsItsBoundsAndWhoChangedIt() {
        assertThat(html(SettingLine.of(CHANGED, null, null, "", NOW)))
                .contains("name=\"full_interval\" value=\"60\"", "name=\"was_full_interval\" value=\"60\"")
                .contains("Configured: 300", "5 to 86400", "&lt;i&gt;ada", "90 s ago", "value=\"token\"")
                .doesNotContain("<i>ada", "aria-invalid");
    }

    @Test
    void aSwitchHasThreeWays() {
        assertThat(html(SettingLine.of(PORTS, null, null, "", NOW)))
                .contains("<option value=\"0\" selected>off", "<option value=\"1\">on", "as configured")
                .contains("Configured: on");
    }

    @Test
    void whatWasTypedStandsThereStillBesideWhatIsWrongWithIt() {
        assertThat(html(SettingLine.of(CHANGED, "<b>4", "60", "must be from 5 to 86400", NOW)))
                .contains("value=\"&lt;b>4\"", "name=\"was_full_interval\" value=\"60\"", "aria-invalid=\"true\"")
                .contains("<p id=\"full_interval-error\" class=\"error\">must be from 5 to 86400</p>");
    }

    @Test
    void everyChangeableSettingHasALabel() {
        for (SyncKey key : SyncKey.values()) {
            if (key.isChangeable()) {
                assertThat(SettingLine.of(new Held(key, 1, 1, null, null), null, null, "", NOW)
                                .label())
                        .isNotBlank();
            }
        }
    }
}
