package org.muster.hypervisor;

import java.time.Duration;
import java.util.List;
import org.muster.inventory.VmAction;

/** The calls that talk to a source. */
enum Call {
    OBSERVE,
    STATUSES,
    FIGURES,
    ONE_VM,
    SEVERAL_VMS,
    GUEST,
    ACTION;

    Object on(HypervisorConnection connection, String id, Duration limit) throws HypervisorException {
        return switch (this) {
            case OBSERVE -> connection.observe(limit);
            case STATUSES -> connection.observeStatuses(limit);
            case FIGURES -> connection.observeFigures(limit);
            case ONE_VM -> connection.observeVm(id, limit);
            case SEVERAL_VMS -> connection.observeVms(List.of(id, id + "0"), limit);
            case GUEST -> connection.observeGuest(id, limit);
            case ACTION -> {
                connection.perform(new Order(VmAction.SUSPEND, id, limit), limit);
                yield id;
            }
        };
    }
}
