package org.muster.ui.vms;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Staleness;
import org.muster.inventory.Vm;
import org.muster.inventory.VmGuest;
import org.muster.ui.page.When;

/**
 * What a guest said of itself, in words.
 *
 * @param agent how far its agent could be asked
 * @param current whether it holds now
 * @param observed when it was said, null if nothing was
 * @param os empty if not known, as is the host's name
 */
public record GuestView(
        String agent,
        boolean current,
        @Nullable When observed,
        String hostName,
        String os,
        List<String> addresses,
        List<Disk> disks,
        List<String> users) {

    private static final double GIB = 1L << 30;

    /** A file system. */
    public record Disk(String mountPoint, String type, Usage use) {}

    static GuestView of(VmGuest guest, Vm vm, Staleness staleness) {
        Instant now = staleness.now();
        return new GuestView(
                agent(guest.agent()),
                staleness.since(vm) == null && guest.isCurrent(vm.state()),
                When.of(guest.observedAt(), now),
                Objects.requireNonNullElse(guest.hostName(), ""),
                os(guest.os()),
                guest.addresses().stream().map(GuestView::address).toList(),
                guest.fileSystems().stream().map(GuestView::disk).toList(),
                guest.users().stream().map(GuestView::user).toList());
    }

    private static String agent(VmGuest.Agent agent) {
        return switch (agent) {
            case NONE -> "no agent";
            case AWAY -> "away";
            case SILENT -> "does not answer";
            case ANSWERS -> "answers";
        };
    }

    private static String os(VmGuest.@Nullable Os os) {
        if (os == null) {
            return "";
        }
        String name = os.name().isEmpty() ? os.id() : os.name();
        return Stream.of(name, name.contains(os.version()) ? "" : os.version(), os.kernel())
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String address(VmGuest.Address address) {
        String size = address.prefix() == 0 ? "" : "/" + address.prefix();
        return address.address() + size + " (" + address.origin().word() + ")";
    }

    private static Disk disk(VmGuest.FileSystem one) {
        Long total = one.totalBytes();
        Long used = one.usedBytes();
        Double percent =
                total == null || used == null || total <= 0 ? null : (Double) Math.min(100, 100.0 * used / total);
        String size = total == null ? "" : Math.round(total / GIB * 10) / 10.0 + " GiB";
        return new Disk(one.mountPoint(), one.type(), new Usage(percent, size));
    }

    private static String user(VmGuest.User user) {
        return user.domain().isEmpty() ? user.name() : user.domain() + "\\" + user.name();
    }
}
