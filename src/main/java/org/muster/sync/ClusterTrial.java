package org.muster.sync;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.muster.connection.Connection;
import org.muster.connection.Connections;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.MalformedCredential;
import org.muster.hypervisor.Target;
import org.muster.hypervisor.UntrustedSource;
import org.muster.inventory.SourceKind;

/** Tries out what an administrator wants to have polled, before it is saved. */
final class ClusterTrial {

    private static final int MOST_ADDRESSES = 1000;

    private final Connections connections;
    private final Sources sources;
    private final SyncSettings settings;

    ClusterTrial(Connections connections, Sources sources, SyncSettings settings) {
        this.connections = connections;
        this.sources = sources;
        this.settings = settings;
    }

    Hypervisor adapter(SourceKind kind) throws ClusterRefused {
        return sources.adapter(kind)
                .orElseThrow(() -> new ClusterRefused("kind", "Clusters of kind " + kind.word() + " can't be added."));
    }

    /** The addresses of each connection that they make. */
    List<List<String>> doors(NewCluster wanted) throws ClusterRefused {
        return adapter(wanted.kind()).addressesAreOneSource()
                ? List.of(wanted.addresses())
                : wanted.addresses().stream().map(List::of).toList();
    }

    /** What can be told without asking anybody. @param own the cluster that it is about, whose addresses are its own; else 0 */
    void check(NewCluster wanted, long own) throws ClusterRefused {
        if (wanted.addresses().isEmpty() || wanted.addresses().size() > MOST_ADDRESSES) {
            throw new ClusterRefused("addresses", "From 1 to " + MOST_ADDRESSES + " addresses are needed.");
        }
        if (wanted.kind() == SourceKind.DEMO) {
            throw new ClusterRefused("kind", "The demo fleet is switched by MUSTER_DEMO.");
        }
        String refusal = adapter(wanted.kind()).refusalOf(wanted.addresses());
        if (refusal != null) {
            throw new ClusterRefused("addresses", refusal);
        }
        for (List<String> door : doors(wanted)) {
            if (!Connections.fit(door)) {
                throw new ClusterRefused("addresses", "These are too many addresses, or too long.");
            }
        }
        if (!Connections.fit(wanted.credentials())) {
            throw new ClusterRefused(
                    wanted.credentials().containsKey("ca_certificate") ? "ca_certificate" : "token_secret",
                    "The credentials are too long. There is room for one CA certificate of 4096 bits.");
        }
        requireNew(wanted.addresses(), own);
    }

    private void requireNew(List<String> addresses, long own) throws ClusterRefused {
        List<String> taken = new ArrayList<>();
        connections.all().stream()
                .filter(connection -> connection.clusterId() != own)
                .map(Connection::addresses)
                .forEach(taken::addAll);
        for (String address : addresses) {
            if (taken.contains(address)) {
                throw new ClusterRefused("addresses", address + " is polled already.");
            }
            taken.add(address);
        }
    }

    /** Asks at each address; returns if all answer, and the credentials suffice there. */
    void run(NewCluster wanted) throws ClusterRefused {
        Hypervisor adapter = adapter(wanted.kind());
        Map<String, String> seen = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        for (String address : wanted.addresses()) {
            Target target = new Target(0, List.of(address), wanted.credentials());
            try {
                adapter.examine(target, settings.now().openDeadline());
            } catch (UntrustedSource e) {
                seen.put(address, e.fingerprint());
                words.add(words(address, e));
            } catch (HypervisorException e) {
                throw new ClusterRefused(field(wanted, e), words(address, e));
            }
        }
        if (!seen.isEmpty()) {
            words.add("If that is what the cluster itself says, confirm it as the fingerprint.");
            throw new ClusterRefused("fingerprint", String.join(" ", words), seen);
        }
    }

    private static String field(NewCluster wanted, HypervisorException why) {
        if (why instanceof MalformedCredential malformed) {
            return malformed.name();
        }
        if (why.reason() != Reason.CREDENTIALS_REFUSED || wanted.credentials().isEmpty()) {
            return "addresses";
        }
        return wanted.credentials().containsKey("token_id") ? "token_id" : "username";
    }

    private static String words(String address, HypervisorException why) {
        String words = String.valueOf(why.getMessage());
        boolean named = why instanceof MalformedCredential || words.startsWith(address.replaceFirst("/$", ""));
        return named ? words : address + ": " + words;
    }
}
