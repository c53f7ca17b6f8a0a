package org.muster.ui.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameTest {
    @Test
    void strangersGetNoNavigation() {
        assertThat(Html.of("error/page.jte", ErrorScreen.of(404, "There is no such page.")))
                .contains("There is no such page.", "<h1>Not found</h1>")
                .doesNotContain("<nav", "/ui/logout");
    }
}
