package org.muster.hypervisor.proxmox;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.muster.inventory.VmType;

/** A guest's identity within its cluster, written {@code qemu/100}; the node is no part of it. */
record GuestId(VmType type, int vmid) {

    private static final Pattern FORM = Pattern.compile("(qemu|lxc)/([1-9][0-9]{0,8})");

    static Optional<GuestId> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new GuestId(
                        VmType.valueOf(parts.group(1).toUpperCase(Locale.ROOT)), Integer.parseInt(parts.group(2))))
                : Optional.empty();
    }

    /** Where the API has it, such as {@code /nodes/pve1/qemu/100}. */
    String path(String node) {
        return "/nodes/" + Rest.encoded(node) + "/" + this;
    }

    @Override
    public String toString() {
        return type.word() + "/" + vmid;
    }
}
