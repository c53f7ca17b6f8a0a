package org.muster.sync;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.muster.hypervisor.FigureObservation;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.inventory.Vm;
import org.muster.platform.Meters;

/** What is optional of a pass, after what counts has been committed. */
final class PassExtras {

    private static final Logger LOG = System.getLogger(PassExtras.class.getName());

    private final Sources sources;
    private final PassWriter writer;
    private final PortCheck ports;
    private final SyncSettings settings;
    private final Meters meters;

    PassExtras(Sources sources, PassWriter writer, PortCheck ports, SyncSettings settings, Meters meters) {
        this.sources = sources;
        this.writer = writer;
        this.ports = ports;
        this.settings = settings;
        this.meters = meters;
    }

    /** Which ports of its VMs are open. */
    void ports(Source source, Pass pass) {
        if (mayCheckPorts(source)) {
            List<Vm> placed = writer.placedOn(pass.clusterId(), pass.connectionId());
            writer.write(pass, ports.check(pass, source.connection(), placed));
        }
    }

    private boolean mayCheckPorts(Source source) {
        Hypervisor adapter = sources.adapterOf(source.connection());
        return settings.now().portChecks()
                && adapter != null
                && adapter.hasRealGuests(source.connection().addresses());
    }

    /** Without them nothing is cleared and the connection has not failed. */
    void figures(Source source, Pass pass, HypervisorConnection connection) {
        try {
            FigureObservation seen = source.passWait()
                    .during(() -> connection.observeFigures(settings.now().quickDeadline()));
            writer.figures(pass, seen, source.placed());
        } catch (HypervisorException e) {
            meters.count(
                    "muster_sync_figure_failures", 1,
                    "cluster", Long.toString(pass.clusterId()),
                    "reason", e.reason().word());
            LOG.log(Level.DEBUG, "No figures of connection {0}: {1}", pass.connectionId(), e.getMessage());
        }
    }
}
