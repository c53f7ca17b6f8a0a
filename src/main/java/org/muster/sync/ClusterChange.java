package org.muster.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.muster.sync.ClusterAdmin.ClusterEntry;

/**
 * What an administrator wants to change of a cluster; null or empty leaves a member as it is.
 *
 * @param credentials by name, in the clear: never logged. An empty value takes one away
 */
public record ClusterChange(
        @Nullable String name, @Nullable Boolean enabled, List<String> addresses, Map<String, String> credentials) {

    /** What is secret, and says who asks; the others say whose certificate is believed. */
    private static final Set<String> WHO = Set.of("token_id", "token_secret", "username", "password");

    public ClusterChange {
        addresses = List.copyOf(addresses);
        credentials = Map.copyOf(credentials);
    }

    /** Nothing but another name. */
    public static ClusterChange ofName(String name) {
        return new ClusterChange(name, null, List.of(), Map.of());
    }

    /** Nothing but whether it is observed. */
    public static ClusterChange ofEnabled(boolean enabled) {
        return new ClusterChange(null, enabled, List.of(), Map.of());
    }

    /** Whether where or how it is polled is to change. */
    public boolean isOfDoor() {
        return !addresses.isEmpty() || !credentials.isEmpty();
    }

    /**
     * The credentials from now on. Who asks must be said anew, or a stored secret could be sent to a stranger; whose
     * certificate is believed stays as it is, unless anything is said of that.
     *
     * @param before those until now
     */
    Map<String, String> credentials(Map<String, String> before) throws ClusterRefused {
        Map<String, String> next = new HashMap<>(credentials);
        next.values().removeIf(String::isBlank);
        if (!before.isEmpty() && next.keySet().stream().noneMatch(WHO::contains)) {
            throw new ClusterRefused(
                    before.containsKey("username") ? "password" : "token_secret",
                    "The credentials must be given anew with addresses, a fingerprint or a CA certificate.");
        }
        if (WHO.containsAll(credentials.keySet())) {
            before.forEach((name, value) -> {
                if (!WHO.contains(name)) {
                    next.put(name, value);
                }
            });
        }
        return next;
    }

    /** In words for the audit trail: what becomes of what, and of credentials no more than which are given. */
    public String difference(ClusterEntry before) {
        List<String> words = new ArrayList<>();
        if (name != null) {
            words.add("name " + before.cluster().name() + " -> " + name);
        }
        if (enabled != null) {
            words.add("enabled " + before.enabled() + " -> " + enabled);
        }
        if (!addresses.isEmpty()) {
            words.add("addresses " + before.addresses() + " -> " + addresses);
        }
        if (!credentials.isEmpty()) {
            words.add("anew: " + String.join(", ", new TreeSet<>(credentials.keySet())));
        }
        if (!credentials.getOrDefault("fingerprint", "").isEmpty()) {
            words.add("fingerprint " + credentials.get("fingerprint"));
        }
        return String.join(" ", words);
    }

    @Override
    public String toString() {
        return "ClusterChange[" + name + ", " + enabled + ", " + addresses + "]";
    }
}
