package org.muster.hypervisor.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.ArrayList;
import java.util.List;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.GuestObservation.GuestAddress;
import org.muster.hypervisor.GuestObservation.Origin;
import org.muster.hypervisor.UsableAddress;

/**
 * A guest's addresses. On 64-bit systems {@code virDomainInterface} is {name, mac, int count, addresses}, and
 * {@code virDomainIPAddress} is {int type; address; int prefix}.
 */
final class GuestAddresses {

    private static final int MAC = 8;
    private static final int COUNT = 16;
    private static final int ADDRESSES = 24;
    private static final int ADDRESS_SIZE = 24;
    private static final int TEXT = 8;
    private static final int PREFIX = 16;

    private static final int AGENT = 1;
    private static final int ARP = 2;

    private GuestAddresses() {}

    /** Those that an origin knows, the agent or the ARP table; one call. */
    static List<GuestAddress> of(Pointer domain, Origin origin) throws VirtException {
        PointerByReference list = new PointerByReference();
        int source = origin == Origin.AGENT ? AGENT : ARP;
        int count = VirtException.checked(Virt.virDomainInterfaceAddresses(domain, list, source, 0));
        List<GuestAddress> found = new ArrayList<>();
        Pointer array = list.getValue();
        if (array == null) {
            return found;
        }
        for (Pointer one : count == 0 ? new Pointer[0] : array.getPointerArray(0, count)) {
            collect(one, origin, found);
            Virt.virDomainInterfaceFree(one);
        }
        Native.free(Pointer.nativeValue(array));
        return found;
    }

    private static void collect(Pointer one, Origin origin, List<GuestAddress> into) {
        String mac = NativeText.lenient(one.getPointer(MAC));
        Pointer addresses = one.getPointer(ADDRESSES);
        int count = addresses == null ? 0 : Math.min(one.getInt(COUNT), GuestObservation.MOST);
        for (int i = 0; i < count && into.size() < GuestObservation.MOST; i++) {
            long at = (long) i * ADDRESS_SIZE;
            UsableAddress.read(
                            mac,
                            NativeText.lenient(addresses.getPointer(at + TEXT)),
                            addresses.getInt(at + PREFIX),
                            origin)
                    .ifPresent(into::add);
        }
    }
}
