package org.muster.inventory;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a VM's guest has said of itself: all of it the guest's word.
 *
 * @param agent how far the agent could be asked the last time
 * @param addresses also as the network knows them
 * @param users logged in when it was asked
 * @param observedAt when this was said; an answer that changes nothing renews it once an hour. Null if nothing was
 */
public record VmGuest(
        Agent agent,
        @Nullable String hostName,
        @Nullable Os os,
        List<Address> addresses,
        List<FileSystem> fileSystems,
        List<User> users,
        @Nullable Instant observedAt) {

    /** How far an agent could be asked. */
    public enum Agent {
        /** There is no channel for one. */
        NONE,
        /** Nobody listens there. */
        AWAY,
        /** It listens and does not answer. */
        SILENT,
        /** It answered. */
        ANSWERS;

        /** The word in JSON and in the database. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * An address.
     *
     * @param mac empty if not said
     * @param prefix 0 if not said
     */
    public record Address(String mac, String address, int prefix, IpOrigin origin) {}

    /** The operating system in its own words, each empty if not said. */
    public record Os(String id, String name, String version, String kernel) {}

    /** A mounted file system; bytes are null if not said. */
    public record FileSystem(
            String name, String mountPoint, String type, @Nullable Long totalBytes, @Nullable Long usedBytes) {}

    /** Somebody logged in; the domain is empty but on Windows, the instant null if not said. */
    public record User(String name, String domain, @Nullable Instant loginAt) {}

    /** Nothing was ever said. */
    public static final VmGuest NOTHING = new VmGuest(Agent.NONE, null, null, List.of(), List.of(), List.of(), null);

    public VmGuest {
        addresses = List.copyOf(addresses);
        fileSystems = List.copyOf(fileSystems);
        users = List.copyOf(users);
    }

    /** The same as of another instant. */
    public VmGuest asOf(@Nullable Instant instant) {
        return new VmGuest(agent, hostName, os, addresses, fileSystems, users, instant);
    }

    /** Whether it holds of a VM now: it runs, and its agent answered the last time. */
    public boolean isCurrent(VmState state) {
        Instant started = state.startedAt();
        boolean before = observedAt != null && started != null && observedAt.isBefore(started);
        return agent == Agent.ANSWERS && state.status() == VmStatus.RUNNING && state.isLive() && !before;
    }
}
