package org.muster.hypervisor.proxmox;

import java.util.Optional;
import org.muster.inventory.VmType;

/** A guest's identity within its cluster, written {@code qemu/100}; the node is no part of it. */
record GuestId(VmType type, int vmid) {

    private static final int MOST_DIGITS = 9;

    static Optional<GuestId> parse(String text) {
        int slash = text.indexOf('/');
        return slash < 0 ? Optional.empty() : of(text.substring(0, slash), text.substring(slash + 1));
    }

    /** Of words that stand apart. */
    static Optional<GuestId> of(String type, String number) {
        VmType known = type.equals("qemu") ? VmType.QEMU : type.equals("lxc") ? VmType.LXC : null;
        return known != null && isNumber(number)
                ? Optional.of(new GuestId(known, Integer.parseInt(number)))
                : Optional.empty();
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= MOST_DIGITS
                && text.charAt(0) != '0'
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
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
