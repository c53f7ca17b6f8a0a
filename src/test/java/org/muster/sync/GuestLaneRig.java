package org.muster.sync;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Order;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmStatus;

/** A fleet of two observed hosts whose guests are asked by hand, and one VM that runs on the first. */
final class GuestLaneRig implements AutoCloseable {

    private static final Duration INTERVAL = EngineRig.CONFIG.guestInterval();

    final EngineRig rig;
    final GuestLane lane;
    final Vm vm;
    final String id;

    GuestLaneRig(Path home) {
        rig = new EngineRig(home, "seed=5&hosts=2&vms=40", 2);
        lane = rig.guests();
        rig.full(1);
        rig.full(2);
        vm = rig.any(1, VmStatus.RUNNING);
        id = vm.state().externalId();
    }

    @Override
    public void close() {
        lane.stop();
        rig.close();
    }

    /** Lets everybody who is due by now be asked. */
    void pass(Duration time) {
        rig.clock.forward(time);
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5)).until(() -> {
            lane.tick();
            return isQuiet(1) && isQuiet(2);
        });
    }

    private boolean isQuiet(int host) {
        Source source = rig.source(host);
        return source.isFailing() || source.guests().isIdle(rig.time.nanos());
    }

    void first() {
        pass(Duration.ZERO);
        pass(Duration.ofMinutes(1));
    }

    /** Later than any guest that answers is asked again. */
    void anInterval() {
        pass(INTERVAL.multipliedBy(2));
    }

    Vm now() {
        return rig.inventory.find(vm.id(), Viewer.ALL).orElseThrow();
    }

    String ip() {
        return String.valueOf(now().state().details().ip());
    }

    void perform(VmAction action) throws HypervisorException {
        rig.sources.ask(vm.state().connectionId(), connection -> {
            connection.perform(new Order(action, id, Duration.ofSeconds(1)), Duration.ofSeconds(1));
            return true;
        });
    }

    boolean isOnHost1(String external) {
        return rig.row(external).state().connectionId() == vm.state().connectionId();
    }
}
