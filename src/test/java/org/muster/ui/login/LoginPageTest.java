package org.muster.ui.login;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.muster.ui.page.Html;
import org.muster.ui.page.Note;

class LoginPageTest {
    @Test
    void refusedLoginKeepsTheNameEscapedAndNoPassword() {
        String html = Html.of("login/page.jte", LoginScreen.of(Note.refusal("That did not fit."), "\"><b>ada", false));
        assertThat(html)
                .contains("That did not fit.", "<label for=\"name\">", "<label for=\"password\">")
                .doesNotContain("\"><b>ada");
    }

    @Test
    void theSecondStepAsksForTheCodeAndNothingElse() {
        String html = Html.of("login/page.jte", LoginScreen.of(Note.NONE, "ada", true));
        assertThat(html).contains("<label for=\"code\">", "one-time-code").doesNotContain("password", "ada");
    }
}
