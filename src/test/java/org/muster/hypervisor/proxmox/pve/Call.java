package org.muster.hypervisor.proxmox.pve;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request that has come to its handler: who asks is known, the parameters fit the schema.
 *
 * @param parameters those of the path too
 */
record Call(Site site, Who who, String route, Map<String, String> parameters) {

    String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    boolean flag(String name) {
        return List.of("1", "on", "yes", "true").contains(parameter(name));
    }

    int number(String name, int otherwise) {
        String value = parameter(name);
        return value.isEmpty() ? otherwise : Integer.parseInt(value);
    }

    long now() {
        return site.clock.seconds();
    }

    String node() {
        return parameter("node");
    }

    /** The VM that the path names, if it is on the node that the path names. */
    Guest guest() {
        boolean qemu = route.contains("/qemu");
        Guest guest = site.guests.get(number("vmid", 0));
        if (guest == null || guest.qemu != qemu || !guest.node.equals(node())) {
            String folder = qemu ? "qemu-server" : "lxc";
            throw new Refusal("Configuration file 'nodes/%s/%s/%s.conf' does not exist"
                    .formatted(node(), folder, parameter("vmid")));
        }
        return guest;
    }

    boolean may(String path, String privilege) {
        return privileges(path).contains(privilege);
    }

    Set<String> privileges(String path) {
        return site.access.privileges(who, path, pool(path));
    }

    private @Nullable String pool(String path) {
        if (!path.matches("/vms/\\d{1,9}")) {
            return null;
        }
        Guest guest = site.guests.get(Integer.parseInt(path.substring(5)));
        return guest == null ? null : guest.pool;
    }

    boolean sees(Guest guest) {
        return may("/vms/" + guest.vmid, "VM.Audit");
    }

    /** @param anyOf one of them is enough */
    void need(String path, Collection<String> anyOf) {
        if (anyOf.stream().noneMatch(privilege -> may(path, privilege))) {
            throw new Refusal(
                    Reply.error(403, "Permission check failed (" + path + ", " + String.join("|", anyOf) + ")"));
        }
    }
}
