package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.muster.ui.UiApplication;

class PageRoutesTest {

    /** S1 for pages: {@link PageWalkIT} asks what stands in the table. */
    @Test
    void everyPageRouteHasARow() {
        List<String> routes = new ArrayList<>();
        for (Class<?> pages : new UiApplication().getClasses()) {
            Path root = pages.getAnnotation(Path.class);
            if (root != null) {
                for (Method method : pages.getDeclaredMethods()) {
                    verbs(method).forEach(verb -> routes.add(verb + " " + template(root, method)));
                }
            }
        }
        assertThat(PageTable.rows().stream().map(PageTable.Row::route)).containsExactlyInAnyOrderElementsOf(routes);
    }

    private static List<String> verbs(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(HttpMethod::value)
                .toList();
    }

    private static String template(Path root, Method method) {
        Path below = method.getAnnotation(Path.class);
        String whole = root.value() + (below == null ? "" : "/" + below.value());
        return Arrays.stream(whole.split("/"))
                .filter(part -> !part.isEmpty())
                .map(part -> "/" + (part.startsWith("{") ? "{}" : part))
                .collect(Collectors.joining());
    }
}
