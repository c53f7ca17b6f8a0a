package org.muster.ui.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the content security policy would block, or escaping would miss, is not in the templates at all. */
class InertPagesTest {
    private static List<Path> templates() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("webapp-ui/templates"))) {
            return files.filter(file -> file.toString().endsWith(".jte")).toList();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void nothingIsPrintedUnescaped() throws IOException {
        assertThat(templates()).isNotEmpty().allSatisfy(file -> assertThat(text(file))
                .doesNotContain("$unsafe"));
    }

    @Test
    void noScriptOrStyleIsInline() throws IOException {
        assertThat(templates()).allSatisfy(file -> assertThat(text(file))
                .doesNotContain("<style", " style=", "javascript:", "hx-on", "js:")
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContainPattern("\\son[a-z]+="));
    }

    @Test
    void everyFormThatChangesSomethingCarriesTheToken() throws IOException {
        assertThat(templates()).allSatisfy(file -> {
            String text = text(file);
            int posts = text.split("method=\"post\"", -1).length;
            int tokens = text.split("parts.csrf\\(|name=\"_csrf\"", -1).length;
            boolean login = file.endsWith("login/page.jte"); // nobody has a session there yet
            assertThat(tokens).isGreaterThanOrEqualTo(login ? 1 : posts);
        });
    }

    @Test
    void everyAssetIsThere() {
        assertThat(Path.of("webapp-ui/static/muster.css")).exists();
        assertThat(Path.of("webapp-ui/static/muster.js")).exists();
        assertThat(Path.of("webapp-ui/static/muster.svg")).exists();
        assertThat(getClass().getResource("/META-INF/resources/webjars/htmx.org/2.0.4/dist/htmx.min.js"))
                .isNotNull();
    }
}
