package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.sync.KeptConnections.call;
import static org.muster.sync.KeptConnections.proxy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.inventory.Vm;
import org.muster.inventory.VmStatus;
import org.muster.platform.TestDatabase;

/** The database commits, and is away before it can say so. */
class CommitInDoubtTest {

    private final EngineRig rig;
    private volatile boolean silent;

    CommitInDoubtTest(@TempDir Path home) {
        rig = new EngineRig(home, "seed=5&hosts=1&vms=20", 1, silenced(TestDatabase.source()));
    }

    private DataSource silenced(DataSource source) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(source, method, arguments);
            return result instanceof Connection connection ? silenced(connection) : result;
        });
    }

    private Connection silenced(Connection connection) {
        AtomicBoolean wroteRows = new AtomicBoolean();
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object result = call(connection, method, arguments);
            if (method.getName().equals("prepareStatement")
                    && ((String) arguments[0]).startsWith("UPDATE vm_inventory")) {
                wroteRows.set(true);
            }
            if (silent && wroteRows.get() && method.getName().equals("commit")) {
                throw new SQLException("The connection was lost.");
            }
            return result;
        });
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void whatWasFoundMissingThenIsNotGoneUntilItHasLackedForTheWholeGrace() {
        rig.full(1);
        rig.full(1);
        Vm vm = rig.any(1, VmStatus.RUNNING);
        Duration grace = EngineRig.CONFIG.missing().grace();
        rig.clock.forward(grace);
        rig.fleet.remove(1, vm.state().externalId());
        silent = true;
        assertThat(rig.full(1).outcome().error()).isEqualTo("the database failed");
        silent = false;
        assertThat(rig.row(vm.state().externalId()).state().absence().since())
                .as("was committed")
                .isNotNull();

        rig.full(1);

        assertThat(rig.row(vm.state().externalId()).state().isLive()).isTrue();
    }
}
