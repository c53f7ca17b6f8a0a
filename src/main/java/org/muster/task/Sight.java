package org.muster.task;

import java.time.Duration;
import java.util.Optional;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.ObservedVm;
import org.muster.inventory.VmState;
import org.muster.sync.SameVm;

/** Looks at one VM and never takes another for it: its number may be another's since its row was written. */
final class Sight {

    private final VmState known;
    private final Duration limit;

    /** @param limit of each question */
    Sight(VmState known, Duration limit) {
        this.known = known;
        this.limit = limit;
    }

    /**
     * The VM as it is, or nothing if its source has it no more.
     *
     * @throws HypervisorException also if nobody can tell whether it is the VM that is meant
     */
    Optional<ObservedVm> of(HypervisorConnection connection) throws HypervisorException {
        return whoever(connection).filter(vm -> !SameVm.isAnother(known, vm));
    }

    /**
     * Before anything is done to it.
     *
     * @throws HypervisorException NO_SUCH_VM if it is another, or as {@link #of} does
     */
    void requireSame(HypervisorConnection connection) throws HypervisorException {
        if (isKnownByMoreThanItsId()
                && whoever(connection).filter(vm -> SameVm.isAnother(known, vm)).isPresent()) {
            throw new HypervisorException(Reason.NO_SUCH_VM, "Another VM has its number now.");
        }
    }

    private Optional<ObservedVm> whoever(HypervisorConnection connection) throws HypervisorException {
        Optional<ObservedVm> seen = connection.observeVm(known.externalId(), limit);
        if (seen.isPresent() && isKnownByMoreThanItsId()) {
            requireDefinition(seen.get());
        }
        return seen;
    }

    /** Without it either nothing tells VMs of one id apart, or the id is no other's ever. */
    private boolean isKnownByMoreThanItsId() {
        String uuid = known.details().uuid();
        return uuid != null && !uuid.equals(known.externalId());
    }

    private static void requireDefinition(ObservedVm seen) throws HypervisorException {
        if (seen.details() == null) {
            throw new HypervisorException(
                    Reason.SOURCE_FAILED,
                    "Whether it still is the same VM can't be told, as its definition can't be read: " + seen.error());
        }
    }
}
