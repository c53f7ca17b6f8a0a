package org.muster.hypervisor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.SourceKind;

/** One kind of hypervisor that Muster can watch. Found through CDI by its kind; a new kind is one new package. */
public interface Hypervisor {

    /** The kind of cluster that this adapter serves. */
    SourceKind kind();

    /**
     * What is wrong with these addresses, one sentence, or null if they are allowed. No network is touched.
     * An address names where to connect and nothing else: whatever could run a program or read a file is refused.
     */
    @Nullable
    String refusalOf(List<String> addresses);

    /**
     * Opens a connection. Returns or throws within {@code limit} and leaves nothing behind when it throws.
     *
     * @throws HypervisorException with the reason, in words that may be shown to an administrator
     */
    HypervisorConnection open(Target target, Duration limit) throws HypervisorException;

    /**
     * Whether the source answers at all, as cheaply as can be; for connections that wait after a failure. Returns or
     * throws within {@code limit} and leaves nothing behind.
     *
     * @throws HypervisorException as {@link #open} does
     */
    default void probe(Target target, Duration limit) throws HypervisorException {
        open(target, limit).close();
    }

    /**
     * Whether several addresses lead to one source, so that they are one connection; else each is a source of its own.
     */
    default boolean addressesAreOneSource() {
        return false;
    }

    /**
     * Whether what an administrator gave suffices to observe, before it is saved. Returns or throws within {@code limit}
     * and leaves nothing behind.
     *
     * @throws HypervisorException as {@link #open} does, and CREDENTIALS_REFUSED in words that name what they lack
     * @throws UntrustedSource with the certificate that was shown
     */
    default void examine(Target target, Duration limit) throws HypervisorException {
        open(target, limit).close();
    }

    /** How long after an action the source's bulk answers may still be older than the action. */
    default Duration statusLag() {
        return Duration.ZERO;
    }

    /**
     * How long nothing at all is asked of a source that has refused our credentials, or whose certificate nobody vouches
     * for, unless they are changed; zero: as after any other failure.
     */
    default Duration refusalWait() {
        return Duration.ZERO;
    }

    /** The address of a hypervisor of this kind on this very machine, if one answers; it is offered, never added unasked. */
    default Optional<String> localAddress() {
        return Optional.empty();
    }

    /**
     * Addresses that exist without being added by an administrator: a built-in fleet, labelled as such. Empty for every
     * real hypervisor. Read at start; the same until the process ends.
     */
    default List<String> fleetAddresses() {
        return List.of();
    }

    /** Whether that fleet is there only until an administrator adds a cluster. */
    default boolean fleetGivesWay() {
        return true;
    }

    /** Whether the guests behind these addresses are real; addresses that are made up must never be connected to. */
    default boolean hasRealGuests(List<String> addresses) {
        return true;
    }
}
