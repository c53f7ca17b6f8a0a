package org.muster.hypervisor.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.GuestObservation.GuestAddress;
import org.muster.hypervisor.GuestObservation.Origin;
import org.muster.hypervisor.UsableAddress;
import org.muster.inventory.Nic;

/**
 * Addresses that libvirt's own networks gave out by DHCP: one call a network, none a VM.
 *
 * @param calls requests that it took
 */
record Leases(Map<String, String> addressByMac, int calls) {

    static final Leases NONE = new Leases(Map.of(), 1);

    private static final int MAC = 24;
    private static final int ADDRESS = 40;
    private static final Pattern IP = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

    /** Those of the active networks; a network that does not say is passed over, and so are all where there are none. */
    static Leases of(Pointer connection) {
        PointerByReference list = new PointerByReference();
        int count = Virt.virConnectListAllNetworks(connection, list, Virt.NETWORKS_ACTIVE);
        if (count < 0) {
            return NONE;
        }
        Map<String, String> found = new HashMap<>();
        for (Pointer network : array(list.getValue(), count)) {
            collect(network, found);
            Virt.virNetworkFree(network);
        }
        free(list.getValue());
        return new Leases(found, 1 + count);
    }

    /** The address of the first interface that has one, IPv4 before IPv6; null if none is known. */
    @Nullable
    String address(List<Nic> nics) {
        String other = null;
        for (Nic nic : nics) {
            String address = addressByMac.get(nic.mac());
            if (address != null && address.indexOf(':') < 0) {
                return address;
            }
            other = other == null ? address : other;
        }
        return other;
    }

    /** The addresses of all interfaces that have one. */
    List<GuestAddress> addresses(List<Nic> nics) {
        return nics.stream()
                .flatMap(nic -> Stream.ofNullable(addressByMac.get(nic.mac()))
                        .flatMap(address -> UsableAddress.read(nic.mac(), address, 0, Origin.LEASE).stream()))
                .toList();
    }

    private static void collect(Pointer network, Map<String, String> found) {
        PointerByReference list = new PointerByReference();
        int count = Virt.virNetworkGetDHCPLeases(network, null, list, 0);
        if (count < 0) {
            return;
        }
        for (Pointer lease : array(list.getValue(), count)) {
            String mac = NativeText.lenient(lease.getPointer(MAC)).toLowerCase(Locale.ROOT);
            String address = NativeText.lenient(lease.getPointer(ADDRESS));
            if (IP.matcher(address).matches()) {
                found.merge(mac, address, (one, two) -> one.indexOf(':') < 0 ? one : two);
            }
            Virt.virNetworkDHCPLeaseFree(lease);
        }
        free(list.getValue());
    }

    private static Pointer[] array(@Nullable Pointer list, int count) {
        return list == null || count == 0 ? new Pointer[0] : list.getPointerArray(0, count);
    }

    private static void free(@Nullable Pointer list) {
        if (list != null) {
            Native.free(Pointer.nativeValue(list));
        }
    }
}
