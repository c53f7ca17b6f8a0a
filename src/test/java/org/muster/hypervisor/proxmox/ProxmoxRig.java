package org.muster.hypervisor.proxmox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.Target;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.hypervisor.proxmox.pve.ProxmoxDouble;

/** A double and the adapter that asks it. */
public final class ProxmoxRig implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(20);

    public final ProxmoxHypervisor hypervisor = new ProxmoxHypervisor();
    public final ProxmoxDouble pve;

    public ProxmoxRig(Fleet fleet) {
        pve = ProxmoxDouble.start(fleet).times(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofMillis(200));
    }

    HypervisorConnection open() throws HypervisorException {
        return open(credentials());
    }

    HypervisorConnection open(Map<String, String> credentials) throws HypervisorException {
        return hypervisor.open(new Target(7, List.of(pve.address()), credentials), LIMIT);
    }

    /** Those of the token that may everything. */
    public Map<String, String> credentials() {
        return credentials(Fleet.FULL);
    }

    public Map<String, String> credentials(String token) {
        Map<String, String> credentials = new HashMap<>();
        credentials.put("token_id", token);
        credentials.put("token_secret", pve.token(token).substring(token.length() + 1));
        credentials.put("fingerprint", pve.fingerprint());
        return credentials;
    }

    static ObservedVm find(HypervisorConnection connection, String id) throws HypervisorException {
        return connection.observe(LIMIT).vms().stream()
                .filter(vm -> vm.reading().externalId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Believes the double's certificate, for clients beside the adapter. */
    public SSLContext tls() {
        return Trust.pinned(seen -> seen.text().equals(pve.fingerprint())).context();
    }

    @Override
    public void close() {
        pve.close();
    }
}
