package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.muster.connection.Connection;
import org.muster.inventory.Change;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;

/** Tries the well-known ports of remote access of running VMs, and says whose answer has changed. */
@Singleton
public class PortCheck {

    private static final int SSH = 22;
    private static final int RDP = 3389;
    private static final int MOST_VMS = 1000;

    private final SyncSettings settings;

    @Inject
    public PortCheck(SyncSettings settings) {
        this.settings = settings;
    }

    /** The rows whose ports differ from what is known. VMs that could not be tried keep what was known. */
    List<Change> check(Pass pass, Connection connection, List<Vm> placed) {
        Set<InetAddress> forbidden = GuestAddress.forbidden(connection.addresses());
        Map<Vm, InetAddress> targets = new HashMap<>();
        for (Vm vm : placed) {
            String ip = vm.state().details().ip();
            if (ip != null && vm.state().status() == VmStatus.RUNNING && targets.size() < MOST_VMS) {
                GuestAddress.allowed(ip, forbidden).ifPresent(address -> targets.put(vm, address));
            }
        }
        if (targets.isEmpty()) {
            return List.of();
        }
        PortScan scan = new PortScan(settings.now().portDeadline());
        Map<PortScan.Port, Boolean> answers = scan.of(targets.values(), List.of(SSH, RDP));
        List<Change> changes = new ArrayList<>();
        targets.forEach((vm, address) -> {
            VmState.Ports known = vm.state().ports();
            VmState.Ports now = new VmState.Ports(
                    answers.getOrDefault(new PortScan.Port(address, RDP), known.rdp()),
                    answers.getOrDefault(new PortScan.Port(address, SSH), known.ssh()));
            if (!now.equals(known)) {
                changes.add(new Change.Updated(
                        vm.id(), vm.revision(), vm.state(), vm.state().withPorts(now)));
            }
        });
        return changes;
    }
}
