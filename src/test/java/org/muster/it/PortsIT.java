package org.muster.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@BlackBox
class PortsIT {

    @Test
    void noOtherPortIsOpen(RunningMuster muster) throws IOException {
        Set<String> expected = new TreeSet<>();
        expected.add("loopback:" + muster.base().getPort());
        expected.add("loopback:" + muster.health().getPort());
        if (muster.health().getPort() != muster.base().getPort()) {
            // WildFly's own HTTPS port
            expected.add("loopback:" + (muster.base().getPort() + 363));
        }

        assertThat(ListeningPorts.of(muster.process().pid())).isEqualTo(expected);
    }
}
