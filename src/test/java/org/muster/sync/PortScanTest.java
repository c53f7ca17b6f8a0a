package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortScanTest {

    @Test
    void tellsOpenFromClosed() throws Exception {
        InetAddress here = InetAddress.getByName("127.0.0.1");
        try (ServerSocket open = new ServerSocket(0, 5, here);
                ServerSocket taken = new ServerSocket(0, 5, here)) {
            int closed = taken.getLocalPort();
            taken.close();

            Map<PortScan.Port, Boolean> answers =
                    new PortScan(Duration.ofSeconds(20)).of(List.of(here), List.of(open.getLocalPort(), closed));

            assertThat(answers)
                    .containsEntry(new PortScan.Port(here, open.getLocalPort()), true)
                    .containsEntry(new PortScan.Port(here, closed), false);
        }
    }

    @Test
    void whatThereIsNoTimeForIsNotAnswered() throws Exception {
        InetAddress here = InetAddress.getByName("127.0.0.1");

        assertThat(new PortScan(Duration.ofSeconds(-1)).of(List.of(here), List.of(1)))
                .isEmpty();
    }
}
