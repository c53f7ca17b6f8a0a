package org.muster.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.GuestObservation.Agent;
import org.muster.hypervisor.GuestObservation.GuestAddress;
import org.muster.inventory.GuestWord;
import org.muster.inventory.IpOrigin;
import org.muster.inventory.Nic;
import org.muster.inventory.VmCategory;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmGuest;
import org.muster.inventory.VmState;

/** Decides what a guest's answer changes. Pure. What was not observed clears nothing. */
final class GuestFacts {

    /** How old an unchanged answer may be said to be. */
    private static final Duration RENEWED = Duration.ofHours(1);

    /** A file system that fills or empties by less of its size is the same. */
    private static final double SAME_USE = 0.01;

    private static final Pattern OTHER_SYSTEM =
            Pattern.compile("bsd|dragonfly|darwin|macos|solaris|illumos|omnios|smartos|haiku");

    private GuestFacts() {}

    /** The row's state under the answer. @param awayForLong the agent's word about addresses holds no more */
    static VmState state(VmState known, GuestObservation seen, boolean awayForLong) {
        VmCategory said = category(seen.os());
        VmCategory settled = said == null ? known.guest().category() : said;
        String ip = known.details().ip();
        IpOrigin origin = known.guest().ipOrigin();
        List<GuestAddress> told = seen.addresses();
        boolean agentsWordHolds = origin == IpOrigin.AGENT
                && !awayForLong
                && (seen.agent() == Agent.AWAY || seen.agent() == Agent.SILENT);
        if (!agentsWordHolds) {
            GuestAddress chosen = told == null ? null : chosen(known.details(), told);
            if (chosen != null) {
                ip = chosen.address();
                origin = origin(chosen);
            } else if (origin == IpOrigin.AGENT) {
                origin = null; // it is the last that was known, and any other word is better
            }
        }
        VmCategory category = settled == null ? known.details().category() : settled;
        return known.withGuest(known.details().withGuest(ip, category), new GuestWord(origin, settled));
    }

    /**
     * What is kept of a guest.
     *
     * @param lastAnswer when the agent answered last before this, if that is known
     * @return {@code known} itself if it needs no write
     */
    static VmGuest guest(
            VmGuest known, GuestObservation seen, VmState state, Instant now, @Nullable Instant lastAnswer) {
        boolean spoken = seen.agent() == Agent.ANSWERS;
        boolean saysAnything = spoken || seen.addresses() != null;
        Instant observed = known.observedAt();
        boolean stillSameStart =
                observed != null && (state.startedAt() == null || !observed.isBefore(state.startedAt()));
        boolean keeps = stillSameStart || !spoken; // who was there before a restart is not there now
        VmGuest next = new VmGuest(
                agent(seen.agent()),
                seen.hostName() == null ? known.hostName() : seen.hostName(),
                seen.os() == null ? known.os() : os(seen.os()),
                seen.addresses() != null ? addresses(seen.addresses()) : keeps ? known.addresses() : List.of(),
                seen.fileSystems() == null ? known.fileSystems() : fileSystems(seen.fileSystems(), known),
                seen.users() != null ? users(seen.users()) : keeps ? known.users() : List.of(),
                null);
        boolean same = next.equals(known.asOf(null));
        if (!saysAnything) {
            return same ? known : next.asOf(lastAnswer == null ? observed : lastAnswer);
        }
        boolean fresh = stillSameStart
                && observed != null
                && Duration.between(observed, now).abs().compareTo(RENEWED) < 0;
        return same && fresh ? known : next.asOf(now);
    }

    /** The known address if it is among those of the VM's own interfaces, else the first of them, IPv4 before IPv6. */
    private static @Nullable GuestAddress chosen(VmDetails details, List<GuestAddress> told) {
        Set<String> macs = details.nics().stream().map(Nic::mac).collect(Collectors.toSet());
        List<GuestAddress> own =
                told.stream().filter(one -> macs.contains(one.mac())).toList();
        List<GuestAddress> all = own.isEmpty() ? told : own;
        GuestAddress first = null;
        for (GuestAddress one : all) {
            if (Objects.equals(one.address(), details.ip())) {
                return one;
            }
            if (first == null || isIpv6(first) && !isIpv6(one)) {
                first = one;
            }
        }
        return first;
    }

    private static boolean isIpv6(GuestAddress one) {
        return one.address().contains(":");
    }

    /** By the words of {@code os-release}; null if it says none. */
    static @Nullable VmCategory category(GuestObservation.@Nullable GuestOs os) {
        if (os == null || os.id().isEmpty()) {
            return null;
        }
        String id = os.id().toLowerCase(Locale.ROOT);
        if (id.equals("mswindows")) {
            return VmCategory.WINDOWS;
        }
        return OTHER_SYSTEM.matcher(id).find() ? VmCategory.OTHER : VmCategory.LINUX;
    }

    private static VmGuest.Agent agent(Agent agent) {
        return switch (agent) {
            case NONE -> VmGuest.Agent.NONE;
            case AWAY -> VmGuest.Agent.AWAY;
            case SILENT -> VmGuest.Agent.SILENT;
            case ANSWERS -> VmGuest.Agent.ANSWERS;
        };
    }

    private static IpOrigin origin(GuestAddress address) {
        return switch (address.origin()) {
            case AGENT -> IpOrigin.AGENT;
            case LEASE -> IpOrigin.LEASE;
            case ARP -> IpOrigin.ARP;
        };
    }

    private static VmGuest.Os os(GuestObservation.GuestOs os) {
        return new VmGuest.Os(os.id(), os.name(), os.version(), os.kernel());
    }

    private static List<VmGuest.Address> addresses(List<GuestAddress> all) {
        return all.stream()
                .map(one -> new VmGuest.Address(one.mac(), one.address(), one.prefix(), origin(one)))
                .toList();
    }

    private static List<VmGuest.FileSystem> fileSystems(List<GuestObservation.FileSystem> all, VmGuest known) {
        return all.stream()
                .map(one -> new VmGuest.FileSystem(
                        one.name(), one.mountPoint(), one.type(), one.totalBytes(), one.usedBytes()))
                .map(one -> known.fileSystems().stream()
                        .filter(before -> isMuchTheSame(before, one))
                        .findFirst()
                        .orElse(one))
                .toList();
    }

    private static boolean isMuchTheSame(VmGuest.FileSystem before, VmGuest.FileSystem now) {
        Long total = now.totalBytes();
        Long used = now.usedBytes();
        Long usedBefore = before.usedBytes();
        return before.name().equals(now.name())
                && before.mountPoint().equals(now.mountPoint())
                && before.type().equals(now.type())
                && Objects.equals(before.totalBytes(), total)
                && total != null
                && used != null
                && usedBefore != null
                && Math.abs(used - usedBefore) < total * SAME_USE;
    }

    private static List<VmGuest.User> users(List<GuestObservation.GuestUser> all) {
        return all.stream()
                .map(one -> new VmGuest.User(one.name(), one.domain(), instant(one.loginAtMs())))
                .toList();
    }

    private static @Nullable Instant instant(@Nullable Long ms) {
        return ms == null ? null : Instant.ofEpochMilli(ms);
    }
}
