package org.muster.hypervisor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Text;

/**
 * What a VM's guest says of itself, and where its network says that it is. All of it is the guest's word, or that of
 * its neighbours in the network. Null is "not observed now" and clears nothing that was known.
 *
 * @param agent how far the guest's agent could be asked
 * @param addresses of the most trustworthy origin that has any; loopback and link-local left out; at most 64
 * @param hostName at most 255 characters
 * @param fileSystems at most 64
 * @param users logged in now, at most 64
 * @param calls requests that it took
 */
public record GuestObservation(
        Agent agent,
        @Nullable List<GuestAddress> addresses,
        @Nullable String hostName,
        @Nullable GuestOs os,
        @Nullable List<FileSystem> fileSystems,
        @Nullable List<GuestUser> users,
        int calls) {

    /** How far the guest's agent could be asked. */
    public enum Agent {
        /** The VM has no channel for one, or the source knows no agents. */
        NONE,
        /** There is a channel, but no agent listens. */
        AWAY,
        /** An agent listens but did not answer in time. */
        SILENT,
        /** It answered. */
        ANSWERS
    }

    /**
     * An address of the guest.
     *
     * @param mac in lower case, empty if not said
     * @param address IPv4 or IPv6 in digits
     * @param prefix 0 if not said
     */
    public record GuestAddress(String mac, String address, int prefix, Origin origin) {

        public GuestAddress {
            mac = Text.line(mac, LONGEST_ADDRESS);
            address = Text.line(address, LONGEST_ADDRESS);
        }
    }

    /** Who said so, the most trustworthy first. */
    public enum Origin {
        AGENT,
        LEASE,
        ARP
    }

    /**
     * The guest's operating system in its own words, each at most 255 characters and empty if not said.
     *
     * @param id a short word such as {@code debian} or {@code mswindows}
     */
    public record GuestOs(String id, String name, String version, String kernel) {

        public GuestOs {
            id = Text.line(id, LONGEST);
            name = Text.line(name, LONGEST);
            version = Text.line(version, LONGEST);
            kernel = Text.line(kernel, LONGEST);
        }
    }

    /**
     * A file system that is mounted in the guest.
     *
     * @param mountPoint at most 255 characters, as are the name and the type
     * @param totalBytes null if not said
     * @param usedBytes null if not said
     */
    public record FileSystem(
            String name, String mountPoint, String type, @Nullable Long totalBytes, @Nullable Long usedBytes) {

        public FileSystem {
            name = Text.line(name, LONGEST);
            mountPoint = Text.line(mountPoint, LONGEST);
            type = Text.line(type, LONGEST);
            totalBytes = notNegative(totalBytes);
            usedBytes = notNegative(usedBytes);
        }
    }

    /**
     * Somebody who is logged in.
     *
     * @param domain of Windows, empty elsewhere
     * @param loginAtMs epoch ms, null if not said
     */
    public record GuestUser(String name, String domain, @Nullable Long loginAtMs) {

        public GuestUser {
            name = Text.line(name, LONGEST);
            domain = Text.line(domain, LONGEST);
            loginAtMs = notNegative(loginAtMs);
        }
    }

    /** Most of a kind that are kept. */
    public static final int MOST = 64;

    private static final int LONGEST = 255;
    private static final int LONGEST_ADDRESS = 45;

    /** Caps what came from outside. */
    public GuestObservation {
        hostName = hostName == null ? null : Text.line(hostName, LONGEST);
        addresses = capped(addresses);
        fileSystems = capped(fileSystems);
        users = capped(users);
    }

    private static <T> @Nullable List<T> capped(@Nullable List<T> all) {
        return all == null ? null : all.stream().limit(MOST).toList();
    }

    private static @Nullable Long notNegative(@Nullable Long number) {
        return number == null || number < 0 ? null : number;
    }

    /** Nothing was observed. */
    public static GuestObservation nothing(Agent agent, int calls) {
        return new GuestObservation(agent, null, null, null, null, null, calls);
    }
}
