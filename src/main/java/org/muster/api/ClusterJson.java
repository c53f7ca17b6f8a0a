package org.muster.api;

import jakarta.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.SourceKind;
import org.muster.sync.ClusterAdmin.ClusterEntry;
import org.muster.sync.NewCluster;

/** Clusters in JSON. What is given as a credential is never written. */
final class ClusterJson {

    private static final List<String> CREDENTIALS = List.of("token_id", "token_secret", "fingerprint");
    private static final int MAX_NAME = 64;
    private static final int MAX_TEXT = 500;

    private ClusterJson() {}

    static String path(long id) {
        return "/api/clusters/" + id;
    }

    static JsonOut write(JsonOut out, ClusterEntry entry) {
        out.object()
                .number("id", entry.cluster().id())
                .text("name", entry.cluster().name())
                .text("kind", entry.cluster().kind().word())
                .array("addresses");
        entry.addresses().forEach(out::element);
        return out.endArray()
                .flag("enabled", entry.enabled())
                .flag("paused", !entry.enabled())
                .time("created_at", entry.cluster().createdAt())
                .endObject();
    }

    /** @throws InvalidRequest if a member is missing or of the wrong type */
    static NewCluster read(JsonObject body) {
        Check check = new Check();
        String name = name(body, check);
        String word = JsonBody.text(body, "kind", MAX_TEXT, check).orElse("");
        List<String> addresses = JsonBody.texts(body, "addresses", MAX_TEXT, check);
        Map<String, String> credentials = new HashMap<>();
        for (String field : CREDENTIALS) {
            JsonBody.text(body, field, MAX_TEXT, check).ifPresent(value -> credentials.put(field, value));
        }
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

    /** Whether it is to be observed; null if that is not said. Paused is the opposite of enabled. */
    static @Nullable Boolean enabled(JsonObject body, Check check) {
        Boolean enabled = JsonBody.flag(body, "enabled", check);
        Boolean paused = JsonBody.flag(body, "paused", check);
        if (enabled != null && enabled.equals(paused)) {
            check.wrong("paused", "must be the opposite of enabled");
        }
        return paused == null ? enabled : (Boolean) !paused;
    }

    /** The name, empty if not given. */
    static String name(JsonObject body, Check check) {
        String name = JsonBody.text(body, "name", MAX_NAME, check).orElse("");
        if (name.chars().anyMatch(Character::isISOControl)) {
            check.wrong("name", "must have no control characters");
        }
        return name;
    }
}
