package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import org.muster.inventory.Vm;

/** Somebody reads VMs: their hosts are asked as often as any for a while. Known to this process only. */
@Singleton
public class Watch {

    private final Sources sources;

    @Inject
    public Watch(Sources sources) {
        this.sources = sources;
    }

    /** These were read now. Cheap: neither waits nor asks the database. */
    public void seen(Collection<Vm> vms) {
        long last = -1;
        for (Vm vm : vms) {
            long connection = vm.state().connectionId();
            if (connection != last) {
                sources.watched(connection);
                last = connection;
            }
        }
    }
}
