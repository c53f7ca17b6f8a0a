package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.stream.XMLStreamException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.inventory.Nic;
import org.muster.inventory.VmCategory;

class DomainXmlTest {

    /** As libvirt 9 gives it for a running guest, shortened where nothing is read. */
    private static final String REAL =
            """
            <domain type='kvm' id='7'>
              <name>web-01</name>
              <uuid>0d8b0f3e-8a5e-4d3b-9a55-5a3f0f4c2b11</uuid>
              <title>Shop &amp; blog</title>
              <description>behind the proxy
            since May</description>
              <metadata>
                <libosinfo:libosinfo xmlns:libosinfo="http://libosinfo.org/xmlns/libvirt/domain/1.0">
                  <libosinfo:os id="http://fedoraproject.org/fedora/40"/>
                </libosinfo:libosinfo>
                <muster:vm xmlns:muster="urn:muster" template="no">
                  <tag>web</tag><muster:tag>prod, eu</muster:tag><tag>web</tag><tag> </tag>
                </muster:vm>
                <other:vm xmlns:other="urn:other" template="yes"><tag>not ours</tag></other:vm>
              </metadata>
              <memory unit='KiB'>4194304</memory>
              <currentMemory unit='KiB'>2097152</currentMemory>
              <vcpu placement='static' current='2'>8</vcpu>
              <resource><partition>/machine</partition></resource>
              <os><type arch='x86_64' machine='pc-q35-7.2'>hvm</type><boot dev='hd'/></os>
              <devices>
                <emulator>/usr/bin/qemu-system-x86_64</emulator>
                <disk type='file' device='disk'>
                  <driver name='qemu' type='qcow2'/>
                  <source file='/var/lib/libvirt/images/web.qcow2' index='2'/>
                  <backingStore type='file'><source file='/base.qcow2'/></backingStore>
                  <target dev='vda' bus='virtio'/>
                </disk>
                <disk type='block'><source dev='/dev/vg/data'/><target dev='vdb' bus='virtio'/></disk>
                <disk type='block' device='lun'><source dev='/dev/sdc'/><target dev='sda' bus='scsi'/></disk>
                <disk type='file' device='cdrom'><target dev='sdb' bus='sata'/><readonly/></disk>
                <disk type='file' device='floppy'><target dev='fda' bus='fdc'/></disk>
                <controller type='pci'><model name='pcie-root'/></controller>
                <interface type='network'>
                  <mac address='52:54:00:AA:BB:CC'/>
                  <source network='default' portid='x' bridge='virbr0'/>
                  <target dev='vnet3'/><model type='virtio'/>
                </interface>
                <interface type='bridge'><mac address='52:54:00:aa:bb:cd'/><source bridge='br0'/></interface>
                <interface type='direct'><source dev='eth1' mode='bridge'/><model type='e1000'/></interface>
                <interface type='user'/>
                <memballoon model='virtio'><stats period='5'/></memballoon>
              </devices>
            </domain>
            """;

    @Test
    void everythingThatIsShownIsRead() throws Exception {
        Definition seen = DomainXml.parse(REAL);
        assertThat(seen.name()).isEqualTo("web-01");
        assertThat(seen.title()).isEqualTo("Shop & blog");
        assertThat(seen.description()).isEqualTo("behind the proxy\nsince May");
        assertThat(seen.os()).isEqualTo("http://fedoraproject.org/fedora/40");
        assertThat(seen.memoryMib()).isEqualTo(4096);
        assertThat(seen.cores()).isEqualTo(2);
        assertThat(seen.disks()).containsExactly("vda", "vdb", "sda");
        assertThat(seen.nics())
                .containsExactly(
                        new Nic("52:54:00:aa:bb:cc", "default", "virtio"),
                        new Nic("52:54:00:aa:bb:cd", "br0", ""),
                        new Nic("", "eth1", "e1000"),
                        new Nic("", "", ""));
        assertThat(seen.template()).isFalse();
        assertThat(seen.tags()).containsExactly("web", "prod  eu");
    }

    @Test
    void nameMayBeUnicodeOrMissing() throws Exception {
        assertThat(DomainXml.parse("<domain><name>Größe-名前-🐄</name></domain>").name())
                .isEqualTo("Größe-名前-🐄");
        Definition nameless = DomainXml.parse("<domain><memory>1024</memory></domain>");
        assertThat(nameless.details("some-uuid", false, null, null).name()).isEqualTo("some-uuid");
    }

    @Test
    void templateMarkIsOurs() throws Exception {
        Definition seen = DomainXml.parse(
                "<domain><metadata><vm xmlns='urn:muster' template='yes'><tag>a</tag></vm></metadata></domain>");
        assertThat(seen.template()).isTrue();
        assertThat(seen.tags()).containsExactly("a");
    }

    @ParameterizedTest
    @CsvSource({
        "2048,'',2",
        "2048,KiB,2",
        "2048,k,2",
        "1048576,KB,1000",
        "3,MiB,3",
        "3,M,3",
        "1,GiB,1024",
        "1,G,1024",
        "1,TiB,1048576",
        "2097152,bytes,2",
        "2097152,b,2",
        "1,PiB,1073741824",
        "8,EiB,8796093022208",
        "99999999999999999999999999,EiB,9223372036854775807"
    })
    void memoryHasEveryUnit(String amount, String unit, long mebibytes) throws Exception {
        String attribute = unit.isEmpty() ? "" : " unit='" + unit + "'";
        Definition seen = DomainXml.parse("<domain><memory" + attribute + ">" + amount + "</memory></domain>");
        assertThat(seen.memoryMib()).isEqualTo(mebibytes);
    }

    @Test
    void manyDisksAndCardsAreRead() throws Exception {
        StringBuilder xml = new StringBuilder("<domain><devices>");
        for (int i = 0; i < 500; i++) {
            xml.append("<disk><target dev='vd").append(i).append("'/></disk><interface type='user'/>");
        }
        Definition seen = DomainXml.parse(xml + "</devices></domain>");
        assertThat(seen.disks()).hasSize(500);
        assertThat(seen.nics()).hasSize(20);
    }

    @Test
    void longTextIsCutBetweenCharacters() throws Exception {
        String long254 = "x".repeat(254);
        Definition seen = DomainXml.parse("<domain><name>" + long254 + "🐄</name><title>" + "y".repeat(100_000)
                + "</title><description>" + "z".repeat(100_000) + "</description></domain>");
        assertThat(seen.name()).isEqualTo(long254);
        assertThat(seen.title()).hasSize(255);
        assertThat(seen.description()).hasSizeLessThanOrEqualTo(4000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "<domain>",
                "<domainsnapshot/>",
                "<html><name>x</name></html>",
                "<!DOCTYPE domain><domain/>",
                "<!DOCTYPE d [<!ENTITY a 'aaaa'>]><domain><name>&a;</name></domain>",
                "<domain><name>&undeclared;</name></domain>",
                "<domain><memory unit='XiB'>1</memory></domain>",
                "<domain><memory>-5</memory></domain>",
                "<domain><memory>many</memory></domain>",
                "<domain><vcpu>many</vcpu></domain>"
            })
    void whatIsNoDomainIsRefused(String xml) {
        assertThatThrownBy(() -> DomainXml.parse(xml)).isInstanceOf(XMLStreamException.class);
    }

    @Test
    void fileIsNotReadThroughAnEntity(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "the secret");
        for (String xml : List.of(
                "<!DOCTYPE d [<!ENTITY s SYSTEM '" + secret.toUri() + "'>]><domain><name>&s;</name></domain>",
                "<!DOCTYPE d SYSTEM '" + secret.toUri() + "'><domain><name>x</name></domain>")) {
            assertThatThrownBy(() -> DomainXml.parse(xml))
                    .isInstanceOf(XMLStreamException.class)
                    .hasMessageNotContaining("the secret");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://microsoft.com/win/11,any,WINDOWS",
        "http://ubuntu.com/ubuntu/24.04,win-name,LINUX",
        "http://freebsd.org/freebsd/14,any,OTHER",
        "'',win2022-dc,WINDOWS",
        "'',old_windows_box,WINDOWS",
        "'',windhoek,OTHER",
        "'',darwin,OTHER",
        "'',ubuntu-ci,LINUX",
        "'',db-debian,LINUX",
        "'',monarch,OTHER",
        "http://libosinfo.org/unknown,rhel9,LINUX"
    })
    void familyIsOfTheOsElseOfTheName(String os, String name, VmCategory family) {
        assertThat(OsHint.category(os, name)).isEqualTo(family);
    }
}
