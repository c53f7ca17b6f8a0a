package org.muster.hypervisor.demo;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.Target;
import org.muster.inventory.SourceKind;
import org.muster.platform.Threads;
import org.muster.platform.Time;

/** Made-up hypervisors: needs nothing of the machine, and looks alive. One connection a host. */
@Singleton
public class DemoHypervisor implements Hypervisor {

    private final DemoConfig config;
    private final Time time;
    private final LongConsumer pause;
    private final Map<DemoFleetSize, DemoFleet> fleets = new ConcurrentHashMap<>();
    private @Nullable DemoPulse pulse;

    @Inject
    public DemoHypervisor(DemoConfig config, Time time, Threads threads) {
        this(config, time, LockSupport::parkNanos);
        pulse = new DemoPulse(fleets.values(), threads);
    }

    /** One that does not tell what its machines do of themselves. */
    public DemoHypervisor(DemoConfig config, Time time) {
        this(config, time, LockSupport::parkNanos);
    }

    /** As that, living by another time. @param pause lets so many nanoseconds of it pass, or fewer */
    public DemoHypervisor(DemoConfig config, Time time, LongConsumer pause) {
        this.config = config;
        this.time = time;
        this.pause = pause;
    }

    @PreDestroy
    void stop() {
        if (pulse != null) {
            pulse.close();
        }
    }

    @Override
    public SourceKind kind() {
        return SourceKind.DEMO;
    }

    @Override
    public @Nullable String refusalOf(List<String> addresses) {
        if (addresses.isEmpty()) {
            return "a demo fleet has at least one address";
        }
        try {
            addresses.forEach(DemoAddress::parse);
            return null;
        } catch (IllegalArgumentException wrong) {
            return wrong.getMessage();
        }
    }

    @Override
    public HypervisorConnection open(Target target, Duration limit) throws HypervisorException {
        String refusal = refusalOf(target.addresses());
        if (refusal != null) {
            throw new HypervisorException(Reason.ADDRESS_REFUSED, refusal);
        }
        String address = target.addresses().get(0);
        return new DemoConnection(fleet(address), DemoAddress.parse(address).host(), limit);
    }

    @Override
    public boolean hasRealGuests(List<String> addresses) {
        return false;
    }

    @Override
    public List<String> fleetAddresses() {
        return config.addresses();
    }

    @Override
    public boolean fleetGivesWay() {
        return config.givesWay();
    }

    /** The fleet behind an address, for tests and load rigs that play the operator. */
    public DemoFleet fleet(String address) {
        return fleets.computeIfAbsent(DemoAddress.parse(address).fleet(), size -> {
            DemoFleet made = new DemoFleet(size, time, pause);
            made.faults().follow(config.plan());
            return made;
        });
    }
}
