package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.connection.Connection;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Target;
import org.muster.hypervisor.demo.DemoConfig;
import org.muster.hypervisor.demo.DemoHypervisor;
import org.muster.inventory.SourceKind;
import org.muster.platform.Time;

/** Where each address is a host of its own, each is a connection of its own. */
class HostsOfAClusterTest {

    /** Made-up hosts that pass for libvirt's. */
    private static final class Hosts implements Hypervisor {
        private final DemoHypervisor demo =
                new DemoHypervisor(new DemoConfig(new SmallRyeConfigBuilder().build()), Time.SYSTEM);

        @Override
        public SourceKind kind() {
            return SourceKind.LIBVIRT;
        }

        @Override
        public @Nullable String refusalOf(List<String> addresses) {
            return null;
        }

        @Override
        public HypervisorConnection open(Target target, Duration limit) throws HypervisorException {
            return demo.open(target, limit);
        }
    }

    private static final String ONE = "demo://fleet?seed=1&hosts=2&vms=4&host=1";
    private static final String TWO = "demo://fleet?seed=1&hosts=2&vms=4&host=2";

    private final AdminRig rig;

    HostsOfAClusterTest(@TempDir Path home) {
        rig = new AdminRig(home, new Hosts());
    }

    @Test
    void eachAddressIsAConnectionAndStays() throws Exception {
        ClusterAdmin.ClusterEntry added =
                rig.admin.add(new NewCluster("lab", SourceKind.LIBVIRT, List.of(ONE, TWO), Map.of()));
        assertThat(rig.connections.ofCluster(added.cluster().id()))
                .extracting(Connection::addresses)
                .containsExactly(List.of(ONE), List.of(TWO));
        ClusterChange elsewhere = new ClusterChange(null, null, List.of(ONE), Map.of());
        ClusterRefused refused = catchThrowableOfType(
                ClusterRefused.class, () -> rig.admin.change(added.cluster().id(), elsewhere));
        assertThat(refused.field()).isEqualTo("addresses");
        rig.close();
    }
}
