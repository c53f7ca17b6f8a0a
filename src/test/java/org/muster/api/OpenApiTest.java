package org.muster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.muster.inventory.VmQuery;
import org.muster.inventory.VmStatus;
import org.yaml.snakeyaml.Yaml;

/** The description at /openapi says what the routes are. */
@NullUnmarked // YAML is maps of anything
class OpenApiTest {

    private static final List<String> VERBS = List.of("get", "post", "put", "patch", "delete");

    private final Map<String, Object> document = load();

    @Test
    void everyRouteIsDescribedAndNoOther() {
        Set<String> described = new TreeSet<>();
        map(document, "paths").forEach((path, item) -> asMap(item).keySet().stream()
                .filter(VERBS::contains)
                .forEach(verb -> described.add(verb.toUpperCase(Locale.ROOT) + " " + path)));
        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(Routes.all().stream()
                        .map(route -> route.verb() + " /api" + route.path())
                        .collect(Collectors.toSet()));
    }

    @Test
    void everyQueryAndPathParameterIsDescribedAndNoOther() {
        for (Routes.Route route : Routes.all()) {
            Set<String> query = new TreeSet<>();
            Set<String> path = new TreeSet<>();
            for (Map<String, Object> parameter : parameters(operation(route))) {
                (parameter.get("in").equals("path") ? path : query).add((String) parameter.get("name"));
            }
            query.remove("If-None-Match");
            assertThat(query).as(route.toString()).isEqualTo(route.query());
            assertThat(path).as(route.toString()).allMatch(name -> route.path().contains("{" + name + "}"));
            assertThat(route.path().chars().filter(c -> c == '{').count()).isEqualTo(path.size());
        }
    }

    @Test
    void everyOperationHasAnIdAndTellsWhenItIsRefused() {
        Set<Object> ids = new HashSet<>();
        Set<String> operations = new HashSet<>();
        for (Routes.Route route : Routes.all()) {
            Map<String, Object> operation = operation(route);
            if (operations.add(route.toString())) {
                assertThat(ids.add(operation.get("operationId")))
                        .as(route.toString())
                        .isTrue();
            }
            assertThat(map(operation, "responses").keySet())
                    .as(route.toString())
                    .contains("401", "403");
        }
    }

    @Test
    void aVmHasTheMembersThatAreDescribed() {
        JsonOut out = new JsonOut();
        Vms.fresh().write(out, Vms.webServer());
        Map<String, Object> written = asMap(new Yaml().load(out.toString())); // JSON is YAML
        Map<String, Object> vm = map(map(map(document, "components"), "schemas"), "Vm");
        assertThat(map(vm, "properties").keySet()).containsExactlyElementsOf(written.keySet());
        assertThat(strings(vm.get("required"))).containsExactlyElementsOf(written.keySet());
    }

    @Test
    void theWordsAreOurs() {
        Map<String, Object> schemas = map(map(document, "components"), "schemas");
        assertThat(strings(map(schemas, "VmStatus").get("enum"))).containsExactlyElementsOf(words(VmStatus.values()));
        assertThat(strings(map(schemas, "VmAction").get("enum"))).containsExactly(VmActions.WORDS.split("\\|"));
        Map<String, Object> sort = parameters(map(map(map(document, "paths"), "/api/vms"), "get")).stream()
                .filter(parameter -> parameter.get("name").equals("sort"))
                .findFirst()
                .orElseThrow();
        assertThat(strings(map(sort, "schema").get("enum"))).containsExactlyElementsOf(words(VmQuery.Sort.values()));
    }

    private Map<String, Object> operation(Routes.Route route) {
        return map(
                map(map(document, "paths"), "/api" + route.path()), route.verb().toLowerCase(Locale.ROOT));
    }

    private List<Map<String, Object>> parameters(Map<String, Object> operation) {
        List<Map<String, Object>> parameters = new ArrayList<>();
        for (Object item : (List<?>) operation.getOrDefault("parameters", List.of())) {
            Map<String, Object> parameter = asMap(item);
            String ref = (String) parameter.get("$ref");
            parameters.add(ref == null ? parameter : resolve(ref));
        }
        return parameters;
    }

    private Map<String, Object> resolve(String ref) {
        Map<String, Object> place = document;
        for (String step : ref.substring("#/".length()).split("/")) {
            place = map(place, step);
        }
        return place;
    }

    private static List<String> words(Enum<?>[] values) {
        List<String> words = new ArrayList<>();
        for (Enum<?> value : values) {
            words.add(value.name().toLowerCase(Locale.ROOT));
        }
        return words;
    }

    private static Map<String, Object> load() {
        try (InputStream file = ApiApplication.class.getResourceAsStream("/META-INF/openapi.yaml")) {
            return asMap(new Yaml().load(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> strings(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }

    private static Map<String, Object> map(Map<String, Object> of, String key) {
        assertThat(of).containsKey(key);
        return asMap(of.get(key));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(Object value) {
        return (Map<String, Object>) value;
    }
}
