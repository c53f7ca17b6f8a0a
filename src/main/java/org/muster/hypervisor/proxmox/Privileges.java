package org.muster.hypervisor.proxmox;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.stream.Stream;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;

/**
 * What somebody may, by path, as {@code GET /access/permissions} tells: a privilege is 1 if it holds below the path too.
 * Lists leave out what may not be seen without a word, so that this is the only way to tell.
 */
record Privileges(JsonObject paths) {

    /** Needed to observe; it holds of something on one of these paths. */
    private enum Needed {
        VMS("VM.Audit", List.of("/vms", "/pool")),
        NODES("Sys.Audit", List.of("/nodes"));

        private final String privilege;
        private final List<String> roots;

        Needed(String privilege, List<String> roots) {
            this.privilege = privilege;
            this.roots = roots;
        }

        boolean isOn(String path, Fields held) {
            boolean root = path.equals("/") || roots.contains(path);
            boolean below = roots.stream().anyMatch(one -> path.startsWith(one + "/"));
            return root && held.isSet(privilege) || below && held.object().containsKey(privilege);
        }
    }

    static Privileges of(JsonValue data) {
        return new Privileges(data instanceof JsonObject object ? object : JsonValue.EMPTY_JSON_OBJECT);
    }

    /** @throws HypervisorException CREDENTIALS_REFUSED with the names of those that lack */
    void require() throws HypervisorException {
        List<String> lacking = Stream.of(Needed.values())
                .filter(needed -> !isHeld(needed))
                .map(needed -> needed.privilege)
                .toList();
        if (!lacking.isEmpty()) {
            throw new HypervisorException(
                    Reason.CREDENTIALS_REFUSED,
                    "The credentials lack " + String.join(" and ", lacking)
                            + ", without which nothing can be observed. The role"
                            + " PVEAuditor on / suffices; a token with privilege separation needs it itself, as its user"
                            + " does.");
        }
    }

    private boolean isHeld(Needed needed) {
        return paths.entrySet().stream().anyMatch(path -> needed.isOn(path.getKey(), Fields.of(path.getValue())));
    }
}
