package org.muster.hypervisor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a VM's guest says of itself, and where its network says that it is. All of it is the guest's word, or that of
 * its neighbours in the network. Null is "not observed now" and clears nothing that was known.
 *
 * @param agent how far the guest's agent could be asked
 * @param addresses those of a kind that answered, the most trustworthy kind that did; loopback left out, at most 64
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
     */
    public record GuestAddress(String mac, String address, int prefix, Origin origin) {}

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
    public record GuestOs(String id, String name, String version, String kernel) {}

    /**
     * A file system that is mounted in the guest.
     *
     * @param mountPoint at most 255 characters, as are the name and the type
     * @param totalBytes null if not said
     * @param usedBytes null if not said
     */
    public record FileSystem(
            String name, String mountPoint, String type, @Nullable Long totalBytes, @Nullable Long usedBytes) {}

    /**
     * Somebody who is logged in.
     *
     * @param domain of Windows, empty elsewhere
     * @param loginAtMs epoch ms, null if not said
     */
    public record GuestUser(String name, String domain, @Nullable Long loginAtMs) {}

    public GuestObservation {
        addresses = addresses == null ? null : List.copyOf(addresses);
        fileSystems = fileSystems == null ? null : List.copyOf(fileSystems);
        users = users == null ? null : List.copyOf(users);
    }

    /** Nothing was observed. */
    public static GuestObservation nothing(Agent agent, int calls) {
        return new GuestObservation(agent, null, null, null, null, null, calls);
    }
}
