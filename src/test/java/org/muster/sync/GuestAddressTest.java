package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuestAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.9.9.9",
                "0.0.0.0",
                "0.1.2.3",
                "169.254.169.254",
                "224.0.0.1",
                "255.255.255.255",
                "240.0.0.1",
                "::1",
                "::",
                "fe80::1",
                "ff02::1",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "2002:7f00:1::",
                "64:ff9b::7f00:1",
                "2001:0:1::1",
                "localhost",
                "dead.beef",
                "10.0.0.1.",
                "10.0.0",
                "10.0.0.256",
                "",
                "1",
                "fe80::1%eth0"
            })
    void whatIsSpecialOrNoNumberIsLeftAlone(String claimed) {
        assertThat(GuestAddress.allowed(claimed, Set.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "192.168.1.1", "8.8.8.8", "2001:db8::1", "fd00::5"})
    void ordinaryAddressesMayBeTried(String claimed) {
        assertThat(GuestAddress.allowed(claimed, Set.of())).isPresent();
    }

    @Test
    void mustersAndTheHypervisorsAddressesAreForbidden() throws Exception {
        Set<InetAddress> forbidden = GuestAddress.forbidden(List.of("qemu+tls://192.0.2.7/system", "qemu:///system"));

        assertThat(forbidden).contains(InetAddress.getByName("127.0.0.1"));
        assertThat(GuestAddress.allowed("192.0.2.7", forbidden)).isEmpty();
    }
}
