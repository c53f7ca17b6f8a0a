package org.muster.ui.clusters;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A form about a cluster as it was sent, without its secrets, and what is wrong with it.
 *
 * @param kind the word of the kind of cluster that it is about
 * @param typed by the field's name
 * @param field what is wrong, as {@code ClusterRefused} names it; empty if nothing is
 * @param error the sentence beside that field
 * @param seen what is to be confirmed
 */
public record ClusterForm(String kind, Map<String, String> typed, String field, String error, List<Seen> seen) {

    /** A certificate that nobody vouches for. */
    public record Seen(String address, String fingerprint) {}

    private static final Set<String> OF_LIBVIRT = Set.of("name", "addresses");
    private static final Set<String> OF_PROXMOX = Set.of(
            "name", "addresses", "token_id", "token_secret", "username", "password", "fingerprint", "ca_certificate");

    /** Nothing sent yet. */
    static final ClusterForm EMPTY =
            new ClusterForm("libvirt", Map.of("addresses", "qemu:///system"), "", "", List.of());

    /** The form of that kind: this one, or an empty one if this is about another kind. */
    public ClusterForm of(String asked) {
        return asked.equals(kind) ? this : new ClusterForm(asked, Map.of(), "", "", List.of());
    }

    public String value(String name) {
        return typed.getOrDefault(name, "");
    }

    /** The sentence for that field, empty if it is well. Whatever names no field of ours stands at the addresses. */
    public String errorOf(String name) {
        boolean ours = (kind.equals("proxmox") ? OF_PROXMOX : OF_LIBVIRT).contains(field);
        return name.equals(ours ? field : "addresses") ? error : "";
    }

    /** Whether anything is typed into one of these fields, or wrong with it. */
    public boolean isAbout(String one, String other) {
        return !(value(one) + value(other) + errorOf(one) + errorOf(other)).isEmpty();
    }
}
