package org.muster.hypervisor.libvirt;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.muster.hypervisor.ObservedHost;

/** What libvirt tells of the host itself. */
final class HostFacts {

    /** {@code virNodeInfo}: {char[32] model; unsigned long memory in KiB; unsigned int cpus; …}. */
    private static final int NODE_INFO = 64;

    private static final int MEMORY = 32;
    private static final int CPUS = 40;
    static final int CALLS = 3;

    private HostFacts() {}

    /** The host's own name, as libvirt has it. */
    static String name(Pointer connection) throws VirtException {
        String name = NativeText.taken(VirtException.checked(Virt.virConnectGetHostname(connection)))
                .strip();
        return name.length() <= 255 ? name : name.substring(0, 255);
    }

    static ObservedHost read(Pointer connection, String name) throws VirtException {
        byte[] info = new byte[NODE_INFO];
        VirtException.checked(Virt.virNodeGetInfo(connection, info));
        ByteBuffer facts = ByteBuffer.wrap(info).order(ByteOrder.nativeOrder());
        return new ObservedHost(
                name, true, facts.getInt(CPUS), facts.getLong(MEMORY) / 1024, null, null, version(connection));
    }

    private static String version(Pointer connection) throws VirtException {
        long[] libvirt = new long[1];
        VirtException.checked(Virt.virConnectGetLibVersion(connection, libvirt));
        long[] driver = new long[1];
        boolean says = Virt.virConnectGetVersion(connection, driver) == 0 && driver[0] > 0;
        String type = NativeText.lenient(Virt.virConnectGetType(connection));
        return (says ? type + " " + dotted(driver[0]) + ", " : "") + "libvirt " + dotted(libvirt[0]);
    }

    private static String dotted(long version) {
        return version / 1_000_000 + "." + version / 1000 % 1000 + "." + version % 1000;
    }
}
