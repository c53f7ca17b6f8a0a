package org.muster.hypervisor.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.inventory.VmAction;

/** Calls on one domain, and on all of them where there are too many for one answer. */
final class Domains {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Domains() {}

    /** Does something with a domain's handle. */
    @FunctionalInterface
    interface Use<T> {
        T with(Pointer domain) throws VirtException, HypervisorException;
    }

    /** Looks a domain up, uses and frees it; an id that is no UUID is that of no domain. */
    static <T> T use(Pointer connection, String id, Use<T> use) throws VirtException, HypervisorException {
        Pointer domain = find(connection, id);
        try {
            return use.with(domain);
        } finally {
            Virt.virDomainFree(domain);
        }
    }

    /** Looks a domain up; the caller frees it. */
    static Pointer find(Pointer connection, String id) throws VirtException, HypervisorException {
        if (!UUID_TEXT.matcher(id).matches()) {
            throw new HypervisorException(Reason.NO_SUCH_VM, "There is no such VM.");
        }
        UUID uuid = UUID.fromString(id.toLowerCase(Locale.ROOT));
        byte[] raw = ByteBuffer.allocate(16)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
        return VirtException.checked(Virt.virDomainLookupByUUID(connection, raw));
    }

    /** The state of every domain by one call; by three where there are too many for one answer. */
    static int states(Pointer connection, BulkStats.Reader reader) throws VirtException {
        try {
            BulkStats.ofAll(connection, Virt.STATS_STATE, 0, reader);
            return 1;
        } catch (VirtException e) {
            if (Link.isBroken(connection) || !e.isTooMany()) {
                throw e;
            }
        }
        // Inactive ones twice: one that stops between the calls is in the last of them at least.
        for (int which : new int[] {Virt.ONLY_INACTIVE, Virt.ONLY_ACTIVE, Virt.ONLY_INACTIVE}) {
            BulkStats.ofAll(connection, Virt.STATS_STATE, which, reader);
        }
        return 4;
    }

    static DomainState state(BulkStats.Entry entry) {
        Long state = entry.number("state.state");
        Long reason = entry.number("state.reason");
        return DomainState.of(state == null ? 0 : state.intValue(), reason == null ? 0 : reason.intValue());
    }

    static DomainState state(Pointer domain) throws VirtException {
        int[] state = new int[1];
        int[] reason = new int[1];
        VirtException.checked(Virt.virDomainGetState(domain, state, reason, 0));
        return DomainState.of(state[0], reason[0]);
    }

    static String uuid(Pointer domain) throws VirtException {
        byte[] uuid = new byte[16];
        VirtException.checked(Virt.virDomainGetUUID(domain, uuid));
        ByteBuffer parts = ByteBuffer.wrap(uuid);
        return new UUID(parts.getLong(0), parts.getLong(8)).toString();
    }

    static boolean autostart(Pointer domain) {
        int[] autostart = new int[1];
        // A transient domain has none.
        return Virt.virDomainGetAutostart(domain, autostart) == 0 && autostart[0] != 0;
    }

    /** The UUIDs of all that the flags choose; one call. */
    static List<String> listed(Pointer connection, int flags) throws VirtException {
        PointerByReference list = new PointerByReference();
        int count = VirtException.checked(Virt.virConnectListAllDomains(connection, list, flags));
        List<String> ids = new ArrayList<>(count);
        Pointer array = list.getValue();
        if (array == null) {
            return ids;
        }
        for (Pointer domain : count == 0 ? new Pointer[0] : array.getPointerArray(0, count)) {
            ids.add(uuid(domain));
            Virt.virDomainFree(domain);
        }
        Native.free(Pointer.nativeValue(array));
        return ids;
    }

    static void perform(Pointer domain, VmAction action) throws VirtException {
        VirtException.checked(
                switch (action) {
                    case START -> Virt.virDomainCreate(domain);
                    case STOP -> Virt.virDomainDestroy(domain);
                    case SHUTDOWN -> Virt.virDomainShutdown(domain);
                    case REBOOT -> Virt.virDomainReboot(domain, 0);
                    case RESET -> Virt.virDomainReset(domain, 0);
                    case SUSPEND -> Virt.virDomainSuspend(domain);
                    case RESUME -> resume(domain);
                });
    }

    private static int resume(Pointer domain) throws VirtException {
        return state(domain).detail().equals("pmsuspended")
                ? Virt.virDomainPMWakeup(domain, 0)
                : Virt.virDomainResume(domain);
    }
}
