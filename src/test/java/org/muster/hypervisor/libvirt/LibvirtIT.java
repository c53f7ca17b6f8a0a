package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.muster.hypervisor.Ear;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorEventContract;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.Order;
import org.muster.hypervisor.StatusReading;
import org.muster.hypervisor.Target;
import org.muster.inventory.Nic;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmCategory;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmStatus;

/** The adapter against a real libvirtd with real QEMU guests. A call that hangs for ever is a failure too. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
class LibvirtIT extends HypervisorEventContract {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Lab lab;
    private static Hypervisor hypervisor;

    @BeforeAll
    static void guests() {
        lab = Lab.started();
        hypervisor = lab.hypervisor();
        lab.awaitGuests();
    }

    @Override
    protected Hypervisor hypervisor() {
        return hypervisor;
    }

    @Override
    protected Target target() {
        return lab.target();
    }

    @Override
    protected String runningVm() {
        return "lab-000";
    }

    @Override
    protected String stoppedVm() {
        return "lab-002";
    }

    @Override
    protected void createVm(String name) throws Exception {
        lab.define(name);
    }

    @Override
    protected void renameVm(String name, String newName) {
        lab.virsh("domrename", name, newName);
    }

    @Override
    protected void removeVm(String name) {
        lab.virsh("undefine", name);
    }

    @Override
    protected void hang() {
        lab.lab("freeze");
    }

    @Override
    protected void die() {
        lab.lab("kill");
    }

    @Override
    protected void heal() {
        lab.lab("heal");
    }

    @Test
    void everyDetailIsRead() throws Exception {
        lab.defineXml(
                """
                <domain type='qemu'><name>Größe 名前 &amp; Co</name>
                  <uuid>22222222-0000-4000-8000-0000000000ff</uuid>
                  <metadata>
                    <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">
                      <libosinfo:os id="http://microsoft.com/win/2k22"/></libosinfo:libosinfo>
                  </metadata>
                  <title>A title</title><description>Two
                lines</description>
                  <memory unit='GiB'>3</memory><vcpu current='2'>4</vcpu>
                  <os><type arch='x86_64' machine='pc'>hvm</type></os>
                  <devices>
                    <interface type='bridge'><mac address='52:54:00:AA:BB:01'/><source bridge='labbr0'/>
                      <model type='e1000'/></interface>
                    <disk type='file' device='cdrom'><target dev='sda' bus='sata'/></disk>
                  </devices></domain>
                """);
        try {
            lab.virsh("autostart", "Größe 名前 & Co");
            lab.virsh(
                    "metadata",
                    "Größe 名前 & Co",
                    "--uri",
                    "urn:muster",
                    "--key",
                    "muster",
                    "--set",
                    "<vm template='yes'><tag>web</tag><tag>prod</tag></vm>");
            ObservedVm seen = find(open(), "Größe 名前 & Co");
            assertThat(seen.reading().externalId()).isEqualTo("22222222-0000-4000-8000-0000000000ff");
            assertThat(seen.reading().status()).isEqualTo(VmStatus.STOPPED);
            VmDetails details = details(seen);
            assertThat(details.uuid()).isEqualTo("22222222-0000-4000-8000-0000000000ff");
            assertThat(details.title()).isEqualTo("A title");
            assertThat(details.description()).isEqualTo("Two\nlines");
            assertThat(details.memoryMib()).isEqualTo(3072);
            assertThat(details.cores()).isEqualTo(2);
            assertThat(details.category()).isEqualTo(VmCategory.WINDOWS);
            assertThat(details.os()).isEqualTo("http://microsoft.com/win/2k22");
            assertThat(details.template()).isTrue();
            assertThat(details.autostart()).isTrue();
            assertThat(details.tags()).containsExactly("web", "prod");
            assertThat(details.nics()).containsExactly(new Nic("52:54:00:aa:bb:01", "labbr0", "e1000"));
            assertThat(details.diskBytes()).isZero();
        } finally {
            lab.virsh("undefine", "Größe 名前 & Co");
        }
    }

    @Test
    void diskSizesAreVirtualSizes() throws Exception {
        HypervisorConnection connection = open();
        assertThat(details(find(connection, "lab-000")).diskBytes()).isEqualTo(64L << 20);
        assertThat(details(find(connection, "lab-002")).diskBytes()).isEqualTo(64L << 20);
    }

    @Test
    void addressIsThatOfTheLease() throws Exception {
        lab.lab("lease", "52:54:00:aa:00:00", "10.99.0.2");
        HypervisorConnection connection = open();
        assertThat(details(find(connection, "lab-000")).ip()).isEqualTo("10.99.0.2");
        assertThat(details(find(connection, "lab-002")).ip()).isNull();
    }

    @Test
    void figuresAreThoseOfRunningGuests() throws Exception {
        HypervisorConnection connection = open();
        ObservedVm running = find(connection, "lab-000");
        ObservedVm stopped = find(connection, "lab-002");
        await().atMost(PATIENCE).untilAsserted(() -> {
            var readings = connection.observeFigures(LIMIT).readings();
            assertThat(readings)
                    .noneMatch(one -> one.externalId().equals(stopped.reading().externalId()));
            assertThat(readings).anySatisfy(one -> {
                assertThat(one.externalId()).isEqualTo(running.reading().externalId());
                assertThat(one.cpuUsage()).isBetween(0.0, 100.0);
                assertThat(one.memoryUsage()).isBetween(5.0, 95.0);
            });
        });
    }

    @Test
    void whatHappensBehindOurBackIsSeen() throws Exception {
        HypervisorConnection connection = open();
        String id = find(connection, "lab-002").reading().externalId();
        lab.virsh("start", "--paused", "lab-002");
        try {
            assertThat(reading(connection, id).status()).isEqualTo(VmStatus.PAUSED);
            lab.virsh("resume", "lab-002");
            assertThat(reading(connection, id).status()).isEqualTo(VmStatus.RUNNING);
            assertThat(reading(connection, id).detail()).isEqualTo("running");
        } finally {
            lab.virsh("destroy", "lab-002");
        }
        assertThat(reading(connection, id).status()).isEqualTo(VmStatus.STOPPED);
    }

    @Test
    void guestShutsItselfDown() throws Exception {
        HypervisorConnection connection = open();
        String id = find(connection, "lab-001").reading().externalId();
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            connection.perform(new Order(VmAction.SHUTDOWN, id, LIMIT), LIMIT);
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(
                            () -> assertThat(reading(connection, id).status()).isEqualTo(VmStatus.STOPPED));
        });
        connection.perform(new Order(VmAction.START, id, LIMIT), LIMIT);
        assertThat(reading(connection, id).status()).isEqualTo(VmStatus.RUNNING);
    }

    @Test
    void everyKindOfCallFreesWhatItTook() throws Exception {
        open().close(); // whatever is made once in a process
        int before = settledSockets();
        HypervisorConnection connection = open();
        String id = find(connection, "lab-000").reading().externalId();
        connection.observeStatuses(LIMIT);
        connection.observeFigures(LIMIT);
        assertThat(connection.observeVm(id, LIMIT)).isPresent();
        assertThat(connection.listen(new Ear(), LIMIT)).isTrue();
        connection.observeGuest(id, LIMIT);
        assertThatThrownBy(() -> connection.perform(new Order(VmAction.START, id, LIMIT), LIMIT))
                .isInstanceOf(HypervisorException.class);
        assertThat(sockets()).isGreaterThan(before);
        assertThat(warningsOf(Link.class, connection::close)).isEmpty();
        assertThat(settledSockets()).isEqualTo(before);
    }

    @Test
    void frozenDaemonDelaysNoOtherPeer() throws Exception {
        lab.lab("freeze");
        Thread stuck = new Thread(() -> assertThatThrownBy(() -> hypervisor.open(target(), Duration.ofSeconds(6)))
                .isInstanceOf(HypervisorException.class));
        stuck.start();
        Target absent = new Target(9, List.of("qemu+unix:///system?socket=/run/no-such/libvirt-sock"), Map.of());
        var thrown = catchThrowableOfType(HypervisorException.class, () -> hypervisor.open(absent, LIMIT));
        assertThat(thrown.reason()).isEqualTo(Reason.UNREACHABLE);
        assertThat(stuck.isAlive()).isTrue();
        stuck.join(PATIENCE.toMillis());
        assertThat(stuck.isAlive()).isFalse();
    }

    /** What a class logs meanwhile; a connection that is closed with handles left says so. */
    private static List<String> warningsOf(Class<?> logging, Runnable meanwhile) {
        List<String> said = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger(logging.getName());
        Handler ear = new StreamHandler() {
            @Override
            public void publish(LogRecord entry) {
                said.add(entry.getMessage());
            }
        };
        logger.addHandler(ear);
        meanwhile.run();
        logger.removeHandler(ear);
        return said;
    }

    /** Once those of earlier connections have been closed: libvirt closes some on threads of its own. */
    private static int settledSockets() {
        int[] last = {-1};
        await().pollInterval(Duration.ofMillis(500)).until(() -> {
            int now = sockets();
            boolean same = now == last[0];
            last[0] = now;
            return same;
        });
        return last[0];
    }

    private static int sockets() {
        return new SocketPeer(Set.of()).present().size();
    }

    private static VmDetails details(ObservedVm vm) {
        return Objects.requireNonNull(vm.details(), vm::error);
    }

    private static StatusReading reading(HypervisorConnection connection, String id) throws HypervisorException {
        return connection.observeStatuses(LIMIT).readings().stream()
                .filter(one -> one.externalId().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
