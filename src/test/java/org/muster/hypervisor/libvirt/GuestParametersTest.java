package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.GuestObservation.FileSystem;
import org.muster.hypervisor.GuestObservation.GuestOs;
import org.muster.hypervisor.GuestObservation.GuestUser;

class GuestParametersTest {

    private static GuestParameters of(Object... namesAndValues) {
        Map<String, Object> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return new GuestParameters(values);
    }

    @Test
    void whatIsNotSaidIsNotKnown() {
        GuestParameters nothing = of();
        assertThat(nothing.hostName()).isNull();
        assertThat(nothing.os()).isNull();
        assertThat(nothing.fileSystems()).isNull();
        assertThat(nothing.users()).isNull();
        assertThat(of("hostname", " ", "fs.count", "2", "user.count", -1L).users())
                .isNull();
        assertThat(of("hostname", " ").hostName()).isNull();
        assertThat(of("fs.count", "2").fileSystems()).isNull();
    }

    @Test
    void everythingIsRead() {
        GuestParameters all = of(
                "hostname",
                "web-01",
                "os.id",
                "debian",
                "os.name",
                "Debian GNU/Linux",
                "os.pretty-name",
                "Debian GNU/Linux 12 (bookworm)",
                "os.version",
                "12 (bookworm)",
                "os.version-id",
                "12",
                "os.kernel-release",
                "6.1.0-53-amd64",
                "fs.count",
                1L,
                "fs.0.name",
                "vda1",
                "fs.0.mountpoint",
                "/",
                "fs.0.fstype",
                "ext4",
                "fs.0.total-bytes",
                1000L,
                "fs.0.used-bytes",
                -1L,
                "user.count",
                2L,
                "user.0.name",
                "ann",
                "user.0.login-time",
                1_700_000_000_000L,
                "user.1.name",
                "bob",
                "user.1.domain",
                "CORP");
        assertThat(all.hostName()).isEqualTo("web-01");
        assertThat(all.os()).isEqualTo(new GuestOs("debian", "Debian GNU/Linux 12 (bookworm)", "12", "6.1.0-53-amd64"));
        assertThat(all.fileSystems()).containsExactly(new FileSystem("vda1", "/", "ext4", 1000L, null));
        assertThat(all.users())
                .containsExactly(new GuestUser("ann", "", 1_700_000_000_000L), new GuestUser("bob", "CORP", null));
    }

    @Test
    void boastfulGuestIsCutShort() {
        GuestParameters boast =
                of("hostname", "x".repeat(100_000), "os.id", "a\u0000b\u001b[31m\nc", "fs.count", Long.MAX_VALUE);
        assertThat(boast.fileSystems()).hasSize(64);
        assertThat(boast.os()).isNotNull().extracting(GuestOs::id).isEqualTo("a b [31m c");
        var guest = new org.muster.hypervisor.GuestObservation(
                org.muster.hypervisor.GuestObservation.Agent.ANSWERS, null, boast.hostName(), null, null, null, 1);
        assertThat(guest.hostName()).hasSize(255);
    }
}
