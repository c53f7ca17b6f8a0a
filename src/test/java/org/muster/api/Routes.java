package org.muster.api;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What the resource classes declare. */
final class Routes {

    /** One resource method. */
    record Route(String verb, String path, Method method) {

        boolean changes() {
            return !verb.equals("GET");
        }

        boolean isForAnybody() {
            return method.isAnnotationPresent(ForAnybody.class);
        }

        Optional<Needs> needs() {
            return Optional.ofNullable(method.getAnnotation(Needs.class));
        }

        /** The names of its query parameters. */
        Set<String> query() {
            Set<String> names = new TreeSet<>();
            Arrays.stream(method.getParameters())
                    .map(parameter -> parameter.getAnnotation(QueryParam.class))
                    .filter(annotation -> annotation != null)
                    .forEach(annotation -> names.add(annotation.value()));
            if (path.equals("/vms")) {
                names.addAll(VmListRequest.PARAMETERS);
            } else if (path.equals("/audit")) {
                names.addAll(AuditRequest.PARAMETERS);
            } else if (verb.equals("GET") && List.of("/users", "/groups").contains(path)) {
                names.addAll(ListRequest.PARAMETERS);
            } else if (verb.equals("GET") && path.equals("/grants")) {
                names.addAll(GrantBody.FILTER);
                names.addAll(List.of("page", "size"));
            }
            return names;
        }

        @Override
        public String toString() {
            return verb + " " + path;
        }
    }

    private Routes() {}

    static List<Route> all() {
        return new ApiApplication().getClasses().stream().flatMap(Routes::of).toList();
    }

    private static Stream<Route> of(Class<?> resource) {
        Path root = resource.getAnnotation(Path.class);
        return root == null
                ? Stream.empty()
                : Arrays.stream(resource.getDeclaredMethods()).flatMap(method -> verbs(method).stream()
                        .map(verb -> new Route(verb, path(root, method), method)));
    }

    private static Set<String> verbs(Method method) {
        Set<String> verbs = new LinkedHashSet<>();
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                verbs.add(verb.value());
            }
        }
        return verbs;
    }

    private static String path(Path root, Method method) {
        Path below = method.getAnnotation(Path.class);
        String whole = "/" + root.value() + (below == null ? "" : "/" + below.value());
        return whole.replaceAll("\\{(\\w+):[^}]*}", "{$1}");
    }
}
