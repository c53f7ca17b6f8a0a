package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.sync.KeptConnections.call;
import static org.muster.sync.KeptConnections.proxy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;

/** A host that dies without a word right after it was asked, in virtual time. */
class LostHostTest {

    /** Until a silent libvirt connection is closed: keepalives every 5 s, of which three were not answered. */
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private static final Duration FREEZES =
            Duration.ofMillis(33_200); // after the pass at 30 s or 33 s, well before the next

    private final SimulatedHosts hosts;

    LostHostTest(@TempDir Path home) {
        hosts = new SimulatedHosts(home, 1);
    }

    /** As libvirt's: what is open is closed by itself once the host has been silent for so long. */
    private Hypervisor kept() {
        return proxy(Hypervisor.class, (proxy, method, arguments) -> {
            Object result = call(hosts.demo, method, arguments);
            return result instanceof HypervisorConnection open ? kept(open) : result;
        });
    }

    private HypervisorConnection kept(HypervisorConnection open) {
        return proxy(HypervisorConnection.class, (proxy, method, arguments) -> {
            boolean silent = hosts.now().compareTo(FREEZES.plus(SILENCE)) >= 0;
            return method.getName().equals("isOpen") && silent ? Boolean.FALSE : call(open, method, arguments);
        });
    }

    @Test
    void isUnreachableWithin30Seconds() throws Throwable {
        List<Boolean> failing = new ArrayList<>();
        hosts.at(FREEZES, () -> hosts.fleet.faults().hang(1));
        for (Duration after : List.of(SILENCE, Duration.ofSeconds(29))) {
            hosts.at(
                    FREEZES.plus(after),
                    () -> failing.add(hosts.states.all().get(0).failingSince() != null));
        }
        hosts.runUntil(Duration.ofMinutes(2), hosts.start(kept(), true));

        assertThat(failing).as("20 s and 29 s later").containsExactly(false, true);
    }
}
