package org.muster.api;

import java.util.List;
import org.muster.inventory.Vm;
import org.muster.platform.Refused;

/** Several VMs that the caller may see share the vmid. Answers 409 with these candidates. */
final class AmbiguousVmid extends RuntimeException implements Refused {

    private static final long serialVersionUID = 1L;

    private final transient List<Vm> candidates;

    AmbiguousVmid(List<Vm> candidates) {
        super("Several VMs have this vmid: name one by its id, or the cluster.");
        this.candidates = List.copyOf(candidates);
    }

    List<Vm> candidates() {
        return candidates;
    }
}
