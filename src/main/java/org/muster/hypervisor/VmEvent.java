package org.muster.hypervisor;

/**
 * Something happened to a VM, its source says. A hint to look again and no more: it may be lost, doubled, late or out
 * of order.
 *
 * @param externalId the source's lasting identity, as in {@link StatusReading}
 */
public record VmEvent(String externalId, Kind kind) {

    /** What happened. */
    public enum Kind {
        /** It was defined, or defined anew. */
        DEFINED,
        /** Its definition was removed on purpose; a VM that runs stays until it stops. */
        UNDEFINED,
        /** It started, was paused, went to another host or the like. */
        LIFECYCLE,
        /** It stopped, and not because it went to another host. One without a definition is gone with that. */
        ENDED,
        /** Its guest rebooted. */
        REBOOT,
        /** Its guest agent came or went: what the agent can tell may be asked anew. */
        AGENT,
        /** A device came or went, or its title or tags changed. */
        DEVICE,
        /** The program that runs it stopped answering, or answers again. */
        HEALTH
    }
}
