package org.muster.hypervisor.proxmox;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.Target;
import org.muster.hypervisor.TimeLeft;
import org.muster.inventory.SourceKind;

/** Clusters of Proxmox VE 7 and later. One connection a cluster; its further addresses are other nodes of it. */
@Singleton
public class ProxmoxHypervisor implements Hypervisor {

    private static final int OLDEST = 7;

    /** The list that quick passes read is up to 12 s old (pvestatd's 10 s and a cache of 2 s). */
    private static final Duration LAG = Duration.ofSeconds(15);

    private static final int MOST_REMEMBERED = 1_000;

    /** Each refusal costs the cluster 3 s, and many make it suspect an attack. */
    private static final Duration REFUSAL_WAIT = Duration.ofMinutes(5);

    /** What is remembered belongs to these; with other credentials, all is learnt anew. */
    private record Key(long connection, Credentials credentials) {}

    /** The latest used last. */
    private final Map<Key, Remembered> remembered = new LinkedHashMap<>(16, 0.75f, true);

    @Override
    public SourceKind kind() {
        return SourceKind.PROXMOX;
    }

    @Override
    public @Nullable String refusalOf(List<String> addresses) {
        if (addresses.isEmpty()) {
            return "An address is missing. " + ProxmoxAddress.ALLOWED;
        }
        Set<ProxmoxAddress> known = new HashSet<>();
        for (String text : addresses) {
            var address = ProxmoxAddress.parse(text);
            if (address.isEmpty()) {
                return "This address is not allowed. " + ProxmoxAddress.ALLOWED;
            }
            if (!known.add(address.get())) {
                return "An address is there twice.";
            }
        }
        return null;
    }

    @Override
    public boolean addressesAreOneSource() {
        return true;
    }

    @Override
    public HypervisorConnection open(Target target, Duration limit) throws HypervisorException {
        return opened(target, new TimeLeft(limit));
    }

    /** Asks besides what the credentials may. */
    @Override
    public void examine(Target target, Duration limit) throws HypervisorException {
        TimeLeft left = new TimeLeft(limit);
        try (ProxmoxConnection connection = opened(target, left)) {
            connection.requirePrivileges(left.now());
        }
    }

    private ProxmoxConnection opened(Target target, TimeLeft left) throws HypervisorException {
        String refusal = refusalOf(target.addresses());
        if (refusal != null) {
            throw new HypervisorException(Reason.ADDRESS_REFUSED, refusal);
        }
        List<ProxmoxAddress> addresses = target.addresses().stream()
                .flatMap(text -> ProxmoxAddress.parse(text).stream())
                .toList();
        Credentials credentials = Credentials.of(target.credentials());
        Remembered known = known(target.connectionId(), credentials);
        Session session = new Session(new Rest(addresses, known), known.turns(), credentials);
        String version = Fields.of(session.get("/version", left.now())).text("version");
        session.speak(Format.of(requireRecent(version)));
        return new ProxmoxConnection(session, known, version);
    }

    /** One that is only tried out leaves nothing behind. */
    private Remembered known(long connection, Credentials credentials) throws HypervisorException {
        if (connection == 0) {
            return Remembered.of(credentials);
        }
        Key key = new Key(connection, credentials);
        synchronized (remembered) {
            Remembered known = remembered.get(key);
            if (known == null) {
                known = Remembered.of(credentials);
                remembered.keySet().removeIf(other -> other.connection() == connection);
                remembered.put(key, known);
                if (remembered.size() > MOST_REMEMBERED) {
                    remembered.remove(remembered.keySet().iterator().next());
                }
            }
            return known;
        }
    }

    /** The major version. */
    private static int requireRecent(String version) throws HypervisorException {
        String major = version.split("\\.", 2)[0];
        if (!major.matches("[0-9]{1,4}")) {
            throw new HypervisorException(Reason.BAD_ANSWER, "What answers there is no Proxmox VE.");
        }
        int number = Integer.parseInt(major);
        if (number < OLDEST) {
            throw new HypervisorException(
                    Reason.SOURCE_FAILED, "Proxmox VE " + major + " is too old; " + OLDEST + " is the oldest known.");
        }
        return number;
    }

    @Override
    public Duration statusLag() {
        return LAG;
    }

    @Override
    public Duration refusalWait() {
        return REFUSAL_WAIT;
    }
}
