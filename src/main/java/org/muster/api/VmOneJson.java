package org.muster.api;

import org.jspecify.annotations.Nullable;
import org.muster.inventory.IpOrigin;
import org.muster.inventory.Vm;
import org.muster.inventory.VmGuest;

/** Writes one VM: what the list has of it, and what its guest said. */
final class VmOneJson {

    private VmOneJson() {}

    /** @param guest null if it was never asked */
    static byte[] of(VmJson view, Vm vm, @Nullable VmGuest guest) {
        JsonOut out = new JsonOut();
        out.object();
        view.members(out, vm);
        IpOrigin origin = vm.state().guest().ipOrigin();
        out.text("ip_origin", origin == null ? null : origin.word());
        if (guest == null) {
            out.text("guest", null);
        } else {
            boolean current = view.stale().since(vm) == null && guest.isCurrent(vm.state());
            guest(out.object("guest"), guest, current);
            out.endObject();
        }
        out.endObject();
        return out.toBytes();
    }

    private static void guest(JsonOut out, VmGuest guest, boolean current) {
        out.text("agent", guest.agent().word())
                .flag("current", current)
                .time("observed_at", guest.observedAt())
                .text("host_name", guest.hostName());
        VmGuest.Os os = guest.os();
        if (os == null) {
            out.text("os", null);
        } else {
            out.object("os")
                    .text("id", os.id())
                    .text("name", os.name())
                    .text("version", os.version())
                    .text("kernel", os.kernel())
                    .endObject();
        }
        lists(out, guest);
    }

    private static void lists(JsonOut out, VmGuest guest) {
        out.array("addresses");
        for (VmGuest.Address one : guest.addresses()) {
            out.object()
                    .text("mac", one.mac())
                    .text("address", one.address())
                    .number("prefix", one.prefix())
                    .text("origin", one.origin().word())
                    .endObject();
        }
        out.endArray().array("file_systems");
        for (VmGuest.FileSystem one : guest.fileSystems()) {
            out.object()
                    .text("name", one.name())
                    .text("mount_point", one.mountPoint())
                    .text("type", one.type())
                    .number("total_bytes", one.totalBytes())
                    .number("used_bytes", one.usedBytes())
                    .endObject();
        }
        out.endArray().array("users");
        for (VmGuest.User one : guest.users()) {
            out.object()
                    .text("name", one.name())
                    .text("domain", one.domain())
                    .time("login_at", one.loginAt())
                    .endObject();
        }
        out.endArray();
    }
}
