package org.muster.ui.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.access.session.Session;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Html;
import org.muster.ui.page.Note;

class ProfilePageTest {

    private static final String HOSTILE = "\"><script>alert(1)</script>";
    private static final Frame FRAME = Frame.anonymous("Profile");

    private static SessionLine line(long id) {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        return SessionLine.of(
                new Session(id, 7, Session.Kind.PAGE, "", now, now, Duration.ZERO, now, "192.0.2.1", HOSTILE), 12, now);
    }

    private static String page(boolean on, SessionLine... lines) {
        return Html.of("profile/page.jte", new ProfileScreen(FRAME, Note.NONE, List.of(lines), on, 9));
    }

    @Test
    void whatABrowserCallsItselfIsText() {
        assertThat(page(false, line(12))).contains("192.0.2.1", "this one").doesNotContain("<script>alert");
    }

    @Test
    void otherSessionsAreEndedFromHereAndThisOneByLoggingOut() {
        assertThat(page(false, line(12), line(13)))
                .contains("/ui/profile/sessions/13", "End all others")
                .doesNotContain("/ui/profile/sessions/12");
        assertThat(page(false, line(12))).doesNotContain("End all others");
    }

    @Test
    void theSecondFactorIsTurnedOnByThePasswordAndOffByACode() {
        assertThat(page(false)).contains("action=\"/ui/profile/totp\"").doesNotContain("totp/remove");
        assertThat(page(true)).contains("totp/remove", "9 recovery codes").doesNotContain("type=\"password\"");
    }

    @Test
    void recoveryCodesAreShownInPlaceOfTheSeed() {
        assertThat(Html.of(
                        "profile/totp.jte",
                        new SecondFactorScreen(FRAME, Note.NONE, "MZXW6", "otpauth://x", List.of())))
                .contains("MZXW6", "totp/confirm");
        assertThat(Html.of("profile/totp.jte", new SecondFactorScreen(FRAME, Note.NONE, "", "", List.of("AAAA-BBBB"))))
                .contains("AAAA-BBBB")
                .doesNotContain("totp/confirm");
    }
}
