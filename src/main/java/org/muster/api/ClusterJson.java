package org.muster.api;

import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.SourceKind;
import org.muster.sync.ClusterAdmin.ClusterEntry;
import org.muster.sync.ClusterChange;
import org.muster.sync.ClusterRefused;
import org.muster.sync.NewCluster;

/** Clusters in JSON. What is given as a credential is never written. */
final class ClusterJson {

    private static final int MAX_NAME = 64;
    private static final int MAX_TEXT = 500;

    /** How long each may be. Several fingerprints stand side by side; a certificate in PEM has lines. */
    private static final Map<String, Integer> CREDENTIALS = Map.of(
            "token_id", MAX_TEXT,
            "token_secret", MAX_TEXT,
            "username", MAX_TEXT,
            "password", MAX_TEXT,
            "fingerprint", 2_000,
            "ca_certificate", 10_000);

    private static final Set<String> CHANGEABLE = Set.of("name", "enabled", "paused", "trust_tags", "addresses");

    private ClusterJson() {}

    static String path(long id) {
        return "/api/clusters/" + id;
    }

    /** @param trusted whether names and tags of its VMs assign them */
    static JsonOut write(JsonOut out, ClusterEntry entry, boolean trusted) {
        out.object()
                .number("id", entry.cluster().id())
                .text("name", entry.cluster().name())
                .text("kind", entry.cluster().kind().word())
                .array("addresses");
        entry.addresses().forEach(out::element);
        return out.endArray()
                .flag("enabled", entry.enabled())
                .flag("paused", !entry.enabled())
                .flag("trust_tags", trusted)
                .time("created_at", entry.cluster().createdAt())
                .endObject();
    }

    /** @throws InvalidRequest if a member is missing or of the wrong type */
    static NewCluster read(JsonObject body) {
        Check check = new Check();
        String name = name(body, check);
        String word = JsonBody.text(body, "kind", MAX_TEXT, check).orElse("");
        List<String> addresses = JsonBody.texts(body, "addresses", MAX_TEXT, check);
        Map<String, String> credentials = credentials(body, check);
        credentials.values().removeIf(String::isEmpty);
        if (name.isEmpty()) {
            check.wrong("name", "must be given");
        }
        if (addresses.isEmpty()) {
            check.wrong("addresses", "must be given");
        }
        SourceKind kind =
                switch (word) {
                    case "libvirt" -> SourceKind.LIBVIRT;
                    case "proxmox" -> SourceKind.PROXMOX;
                    default -> {
                        check.wrong("kind", "must be one of libvirt, proxmox");
                        yield SourceKind.LIBVIRT;
                    }
                };
        check.done();
        return new NewCluster(name, kind, addresses, credentials);
    }

    /** Those that are given; an empty text takes one away. */
    private static Map<String, String> credentials(JsonObject body, Check check) {
        Map<String, String> credentials = new HashMap<>();
        CREDENTIALS.forEach((field, most) -> {
            boolean given = body.containsKey(field) && !body.isNull(field);
            Optional<String> text = field.equals("password")
                    ? JsonBody.exact(body, field, most, check)
                    : JsonBody.text(body, field, most, check);
            if (given) {
                credentials.put(field, text.orElse(""));
            }
        });
        return credentials;
    }

    /**
     * What is to be changed.
     *
     * @throws InvalidRequest if a member is of the wrong type
     */
    static ClusterChange change(JsonObject body) {
        Check check = new Check();
        String name = name(body, check);
        Boolean enabled = enabled(body, check);
        List<String> addresses = JsonBody.texts(body, "addresses", MAX_TEXT, check);
        Map<String, String> credentials = credentials(body, check);
        check.done();
        return new ClusterChange(name.isEmpty() ? null : name, enabled, addresses, credentials);
    }

    /** Whether its names and tags are to be trusted; null if that is not said. */
    static @Nullable Boolean trust(JsonObject body) {
        Check check = new Check();
        Boolean trust = JsonBody.flag(body, "trust_tags", check);
        check.done();
        return trust;
    }

    /** @throws ClusterRefused if there is a member that can't be changed */
    static void requireChangeable(JsonObject body) throws ClusterRefused {
        for (String member : body.keySet()) {
            if (!CHANGEABLE.contains(member) && !CREDENTIALS.containsKey(member)) {
                throw new ClusterRefused(member, "can't be changed: add the cluster anew");
            }
        }
    }

    /** Whether it is to be observed; null if that is not said. Paused is the opposite of enabled. */
    private static @Nullable Boolean enabled(JsonObject body, Check check) {
        Boolean enabled = JsonBody.flag(body, "enabled", check);
        Boolean paused = JsonBody.flag(body, "paused", check);
        if (enabled != null && enabled.equals(paused)) {
            check.wrong("paused", "must be the opposite of enabled");
        }
        return paused == null ? enabled : (Boolean) !paused;
    }

    /** The name, empty if not given. */
    private static String name(JsonObject body, Check check) {
        String name = JsonBody.text(body, "name", MAX_NAME, check).orElse("");
        if (name.chars().anyMatch(Character::isISOControl)) {
            check.wrong("name", "must have no control characters");
        }
        return name;
    }
}
