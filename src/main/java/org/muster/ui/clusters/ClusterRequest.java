package org.muster.ui.clusters;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.SourceKind;
import org.muster.sync.ClusterAdmin.ClusterEntry;
import org.muster.sync.ClusterChange;
import org.muster.sync.ClusterRefused;
import org.muster.sync.NewCluster;
import org.muster.ui.clusters.ClusterForm.Seen;

/** What was typed into a form about a cluster. */
record ClusterRequest(HttpServletRequest request, SourceKind kind) {

    private static final int LONGEST = 10_000;
    private static final Set<String> SHOWN =
            Set.of("name", "addresses", "token_id", "username", "fingerprint", "ca_certificate");

    NewCluster wanted() {
        return new NewCluster(text("name"), kind, addresses(), credentials());
    }

    /** What differs from how it is. */
    ClusterChange change(ClusterEntry now) {
        String name = text("name");
        List<String> addresses = addresses();
        return new ClusterChange(
                name.isEmpty() || name.equals(now.cluster().name()) ? null : name,
                null,
                addresses.equals(now.addresses()) ? List.of() : addresses,
                credentials());
    }

    private String text(String field) {
        return typed(field).replace("\r\n", "\n").strip();
    }

    private String typed(String field) {
        String value = request.getParameter(field);
        return value == null ? "" : value.substring(0, Math.min(value.length(), LONGEST));
    }

    private List<String> addresses() {
        return text("addresses")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private Map<String, String> credentials() {
        if (kind != SourceKind.PROXMOX) {
            return Map.of();
        }
        Map<String, String> credentials = new HashMap<>();
        for (String field : List.of("token_id", "token_secret", "username", "ca_certificate")) {
            credentials.put(field, text(field));
        }
        credentials.put("password", typed("password")); // it may begin or end with a space
        credentials.put("fingerprint", fingerprints());
        credentials.values().removeIf(String::isEmpty);
        return credentials;
    }

    /** Those that were typed, and those of certificates that were shown and confirmed. */
    private String fingerprints() {
        String[] confirmed = request.getParameterValues("confirmed");
        Stream<String> all = Stream.concat(
                Stream.of(text("fingerprint").split("[,\\s]+")),
                confirmed == null ? Stream.empty() : Arrays.stream(confirmed).map(String::strip));
        return String.join(" ", all.filter(one -> !one.isEmpty()).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /** The form again, without its secrets. */
    ClusterForm form(@Nullable ClusterRefused refusal) {
        Map<String, String> typed = new HashMap<>();
        SHOWN.forEach(field -> typed.put(field, text(field)));
        typed.put("fingerprint", fingerprints());
        if (refusal == null) {
            return new ClusterForm(kind.word(), typed, "", "", List.of());
        }
        List<Seen> seen = refusal.seen().entrySet().stream()
                .map(entry -> new Seen(entry.getKey(), entry.getValue()))
                .toList();
        return new ClusterForm(kind.word(), typed, refusal.field(), String.valueOf(refusal.getMessage()), seen);
    }
}
