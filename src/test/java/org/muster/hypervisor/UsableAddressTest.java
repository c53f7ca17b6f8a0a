package org.muster.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.hypervisor.GuestObservation.GuestAddress;
import org.muster.hypervisor.GuestObservation.Origin;

class UsableAddressTest {

    private static final String MAC = "52:54:00:aa:00:01";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.org",
                "127.0.0.1",
                "::1",
                "fe80::1",
                "169.254.1.2",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "1.2.3",
                "1.2.3.4.5",
                "256.1.1.1",
                "010.1.1.1",
                "1.2.3.4 ",
                "2001:db8::g",
                "2001:db8:::1",
                "::1%eth0",
                "dead",
                "16909060"
            })
    void whatIsOfNoUseOutsideIsLeftOut(String text) {
        assertThat(UsableAddress.read(MAC, text, 24, Origin.AGENT)).isEmpty();
    }

    @Test
    void addressesAreReadInOneSpelling() {
        assertThat(UsableAddress.read("52:54:00:AA:00:01", "10.0.0.7", 24, Origin.ARP))
                .contains(new GuestAddress(MAC, "10.0.0.7", 24, Origin.ARP));
        assertThat(UsableAddress.read(MAC, "2001:DB8::5", 64, Origin.AGENT))
                .contains(new GuestAddress(MAC, "2001:db8:0:0:0:0:0:5", 64, Origin.AGENT));
    }

    @Test
    void strangeNeighboursOfAnAddressAreDropped() {
        assertThat(UsableAddress.read("<b>", "10.0.0.7", 33, Origin.AGENT))
                .contains(new GuestAddress("", "10.0.0.7", 0, Origin.AGENT));
        assertThat(UsableAddress.read(MAC, "10.0.0.7", -1, Origin.AGENT)
                        .orElseThrow()
                        .prefix())
                .isZero();
    }
}
