package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.Target;
import org.muster.platform.Home;

class AddressTest {

    private final Path home;

    AddressTest(@TempDir Path home) {
        this.home = home;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qemu:///system",
                "qemu:///session",
                "qemu+unix:///system?socket=/run/libvirt/libvirt-sock",
                "qemu+tls://kvm-01.example.org/system",
                "qemu+tls://kvm-01:16515/system",
                "qemu+tls://[2001:db8::1]/system",
                "qemu+ssh://root@10.0.0.7/system",
                "qemu+ssh://svc_muster@kvm-01.example.org:2222/system"
            })
    void allowed(String address) {
        assertThat(adapter(false).refusalOf(List.of(address))).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "qemu:///system ",
                "qemu:///system\n",
                "QEMU:///system",
                "qemu:///system?command=/bin/sh",
                "qemu:///embed?root=/tmp/x",
                "qemu+ext:///system?command=/bin/true",
                "qemu+tcp://host/system",
                "qemu+libssh2://host/system",
                "qemu+unix:///system",
                "qemu+unix:///system?socket=relative",
                "qemu+unix:///system?socket=/run/../etc/x",
                "qemu+unix:///system?socket=/run/./x",
                "qemu+unix:///system?socket=/run//x",
                "qemu+unix:///system?socket=/run/x/",
                "qemu+unix:///system?socket=/run/x&mode=legacy",
                "qemu+unix:///system?socket=/run/%2e%2e/x",
                "qemu+unix:///system?Socket=/run/x",
                "qemu+tls://host/system?no_verify=1",
                "qemu+tls://host/system?pkipath=/tmp",
                "qemu+tls:///system",
                "qemu+tls://-host/system",
                "qemu+tls://ho st/system",
                "qemu+tls://host:99999/system",
                "qemu+tls://host:0/system",
                "qemu+tls://host/session",
                "qemu+tls://user@host/system",
                "qemu+ssh://host/system",
                "qemu+ssh://-oProxyCommand=x@host/system",
                "qemu+ssh://root@-oProxyCommand=x/system",
                "qemu+ssh://root:secret@host/system",
                "qemu+ssh://root@host/system?command=/bin/sh",
                "qemu+ssh://root@host/system?netcat=nc",
                "qemu+ssh://root@host/system?keyfile=/etc/shadow",
                "qemu+ssh://root@host/system#x",
                "qemu+ssh://root@host$(id)/system",
                "test:///default",
                "test:///etc/passwd",
                "test+unix:///default?socket=/run/x",
                "xen:///system",
                "esx://host/",
                "lxc:///system",
                "file:///etc/passwd",
                "kvm-01"
            })
    void refusedInWords(String address) {
        assertThat(adapter(false).refusalOf(List.of(address))).endsWith(Address.ALLOWED);
        var thrown = catchThrowableOfType(HypervisorException.class, () -> adapter(false)
                .open(new Target(1, List.of(address), Map.of()), Duration.ofSeconds(1)));
        assertThat(thrown.reason()).isEqualTo(Reason.ADDRESS_REFUSED);
    }

    @Test
    void mockDriverIsForTestsOnly() {
        List<String> mock = List.of("test+unix:///default?socket=/run/x");
        assertThat(adapter(true).refusalOf(mock)).isNull();
        assertThat(adapter(false).refusalOf(mock)).isNotNull();
        assertThat(adapter(true).refusalOf(List.of("test:///etc/passwd"))).isNotNull();
    }

    @Test
    void everyAddressIsLookedAt() {
        assertThat(adapter(false).refusalOf(List.of())).isNotNull();
        assertThat(adapter(false).refusalOf(List.of("qemu:///system", "test:///x")))
                .isNotNull();
        assertThat(adapter(false).refusalOf(List.of("qemu:///system", "qemu:///system")))
                .isEqualTo("An address is there twice.");
        assertThat(adapter(false).refusalOf(List.of("qemu+tls://" + "a".repeat(400) + "/system")))
                .isNotNull();
    }

    @Test
    void sshUsesMustersOwnKeyAndKnownHosts() throws Exception {
        Address address = Address.parse("qemu+ssh://root@kvm-01/system", false).orElseThrow();
        String uri = new SshClient(new Home(home)).uri(address);
        Path folder = home.toAbsolutePath().resolve("ssh");
        assertThat(uri.replace("%2F", "/"))
                .isEqualTo("qemu+ssh://root@kvm-01/system?no_tty=1&keyfile=" + folder.resolve("id_ed25519")
                        + "&command=" + folder.resolve("client"));
        assertThat(Files.readString(folder.resolve("client")))
                .contains("StrictHostKeyChecking=yes", "UserKnownHostsFile", "-F none", "BatchMode=yes");
        assertThat(Files.isExecutable(folder.resolve("client"))).isTrue();
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void missingClientLibraryIsSaidInWordsEachTime() {
        LibvirtHypervisor without =
                new LibvirtHypervisor(new LibvirtConfig(false, new Home(home)), "libno-such-library.so.0");
        for (int i = 0; i < 2; i++) {
            var thrown = catchThrowableOfType(
                    HypervisorException.class,
                    () -> without.open(new Target(1, List.of("qemu:///system"), Map.of()), Duration.ofSeconds(1)));
            assertThat(thrown.reason()).isEqualTo(Reason.CLIENT_MISSING);
            assertThat(thrown).hasMessage("The libvirt client library is not installed (Debian: libvirt0).");
        }
    }

    private LibvirtHypervisor adapter(boolean testDrivers) {
        return new LibvirtHypervisor(new LibvirtConfig(testDrivers, new Home(home)));
    }
}
