package org.muster.hypervisor.proxmox;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.MalformedCredential;

/**
 * How Muster shows who it is, and how the cluster does: an API token ({@code token_id}, {@code token_secret}) or a user
 * ({@code username}, {@code password}); {@code fingerprint} or {@code ca_certificate}, or neither for this machine's trust.
 *
 * @param name {@code user@realm!token} or {@code user@realm}
 * @param secret never shown
 * @param fingerprints of certificates that were confirmed; if there is one, no authority is believed
 * @param authorities certificates in PEM, or null for this machine's
 */
record Credentials(
        String name, String secret, boolean isToken, Set<Fingerprint> fingerprints, @Nullable String authorities) {

    /** What goes into a header. */
    private static final String TOKEN = "[!-~&&[^!@]]+@[!-~&&[^!@]]+![!-~&&[^!=]]+";

    private static final String USER = "[^\\s\\p{Cntrl}]+@[^\\s\\p{Cntrl}@]+";

    /** @throws MalformedCredential if something lacks or has no such form */
    static Credentials of(Map<String, String> given) throws HypervisorException {
        String token = given.get("token_id");
        String name = token != null ? token : given.get("username");
        String secret = given.get(token != null ? "token_secret" : "password");
        if (name == null || secret == null || name.isBlank() || secret.isBlank()) {
            throw new MalformedCredential(
                    name == null || name.isBlank() ? "token_id" : token != null ? "token_secret" : "password",
                    "An API token (token_id and token_secret) or a user (username and password) is needed.");
        }
        if (!name.matches(token != null ? TOKEN : USER)) {
            throw token != null
                    ? new MalformedCredential("token_id", "A token_id looks like user@realm!name.")
                    : new MalformedCredential("username", "A username looks like user@realm.");
        }
        if (!secret.matches(token != null ? "[!-~]+" : "\\P{Cntrl}+")) {
            throw new MalformedCredential(
                    token != null ? "token_secret" : "password", "This has characters that no secret has.");
        }
        String pem = given.getOrDefault("ca_certificate", "");
        return new Credentials(
                name,
                secret,
                token != null,
                fingerprints(given.getOrDefault("fingerprint", "")),
                pem.isBlank() ? null : pem);
    }

    private static Set<Fingerprint> fingerprints(String text) throws HypervisorException {
        Set<Fingerprint> all = new HashSet<>();
        for (String one : text.isBlank() ? new String[0] : text.strip().split("[,\\s]+")) {
            all.add(Fingerprint.parse(one)
                    .orElseThrow(() -> new MalformedCredential(
                            "fingerprint", "A fingerprint is the SHA-256 of a certificate: 64 hex digits.")));
        }
        return Set.copyOf(all);
    }

    /** @param learnt fingerprints of which the cluster itself has told */
    Trust trust(Collection<Fingerprint> learnt) throws HypervisorException {
        if (!fingerprints.isEmpty()) {
            return Trust.pinned(seen -> fingerprints.contains(seen) || learnt.contains(seen));
        }
        if (authorities == null) {
            return Trust.system();
        }
        try {
            return Trust.authority(authorities);
        } catch (IllegalArgumentException e) {
            throw new MalformedCredential("ca_certificate", "This is no certificate in PEM.");
        }
    }

    @Override
    public String toString() {
        return "Credentials[" + name + "]";
    }
}
