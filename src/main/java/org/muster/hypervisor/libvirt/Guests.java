package org.muster.hypervisor.libvirt;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.GuestObservation.Agent;
import org.muster.hypervisor.GuestObservation.GuestAddress;
import org.muster.hypervisor.GuestObservation.Origin;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.TimeLeft;
import org.muster.inventory.Nic;

/**
 * What a guest says of itself by its QEMU guest agent, over the side link, and where its host's network sees it. The
 * agent is asked only where libvirt sees one listen, and libvirt is told to give up before we do.
 */
final class Guests {

    private static final int USERS = 1;
    private static final int OS = 2;
    private static final int HOST_NAME = 8;
    private static final int FILE_SYSTEMS = 16;
    private static final int WANTED = USERS | OS | HOST_NAME | FILE_SYSTEMS;
    /** What of all this the agent supports. */
    private static final int WHATEVER = 0;

    private static final int MOST_SECONDS = 60;
    private static final int AGENT_CALLS = 3;

    private final Link main;
    private final SideLink side;
    private final Definitions definitions;

    Guests(Link main, SideLink side, Definitions definitions) {
        this.main = main;
        this.side = side;
        this.definitions = definitions;
    }

    /** What libvirt knows of a domain's guest without asking it. */
    private record Outside(Agent agent, boolean runs, List<Nic> nics) {}

    /** What the agent said. */
    private record Inside(GuestParameters facts, List<GuestAddress> addresses) {}

    GuestObservation read(String id, Duration limit) throws VirtException, HypervisorException {
        TimeLeft left = new TimeLeft(limit);
        Outside outside = main.call(left.now(), connection -> Domains.use(connection, id, this::outside));
        if (!outside.runs) {
            return GuestObservation.nothing(outside.agent == Agent.NONE ? Agent.NONE : Agent.AWAY, 3);
        }
        Agent agent = outside.agent;
        Inside inside = null;
        int calls = 3;
        if (agent == Agent.ANSWERS) {
            calls += 1 + AGENT_CALLS;
            inside = ask(id, left.percent(75));
            agent = inside == null ? Agent.SILENT : Agent.ANSWERS;
        }
        List<GuestAddress> addresses = inside == null ? List.of() : inside.addresses;
        if (addresses.isEmpty()) {
            calls += 2;
            addresses =
                    main.call(left.now(), connection -> Leases.of(connection).addresses(outside.nics));
        }
        if (addresses.isEmpty()) {
            calls += 2;
            addresses = main.call(left.now(), connection -> neighbours(connection, id));
        }
        GuestParameters facts = inside == null ? new GuestParameters(Map.of()) : inside.facts;
        return new GuestObservation(
                agent,
                addresses.isEmpty() ? null : addresses,
                facts.hostName(),
                facts.os(),
                facts.fileSystems(),
                facts.users(),
                calls);
    }

    private Outside outside(Pointer domain) throws VirtException {
        boolean runs = Domains.state(domain).status().isActive();
        try {
            Definition definition = definitions.read(Domains.uuid(domain), domain);
            return new Outside(definition.agent(), runs, definition.nics());
        } catch (HypervisorException unreadable) {
            return new Outside(Agent.NONE, runs, List.of());
        }
    }

    /** Null if it did not answer: the other side is well, or else the next question finds out. */
    private @Nullable Inside ask(String id, Duration limit) {
        int seconds = (int) Math.max(1, Math.min(MOST_SECONDS, limit.toSeconds() - 1));
        try {
            return side.call(
                    limit,
                    connection -> Domains.use(connection, id, domain -> {
                        Virt.virDomainAgentSetResponseTimeout(domain, seconds, 0);
                        return new Inside(facts(domain), GuestAddresses.of(domain, Origin.AGENT));
                    }));
        } catch (VirtException | HypervisorException silent) {
            return null;
        }
    }

    private static GuestParameters facts(Pointer domain) throws VirtException {
        try {
            return facts(domain, WANTED);
        } catch (VirtException e) {
            if (e.isAgentSilent()) {
                throw e;
            }
            return facts(domain, WHATEVER); // an older agent lacks a command
        }
    }

    private static GuestParameters facts(Pointer domain, int types) throws VirtException {
        PointerByReference parameters = new PointerByReference();
        int[] count = new int[1];
        VirtException.checked(Virt.virDomainGetGuestInfo(domain, types, parameters, count, 0));
        Pointer array = parameters.getValue();
        try {
            return new GuestParameters(TypedParameters.read(array, count[0]));
        } finally {
            if (array != null) {
                Virt.virTypedParamsFree(array, count[0]);
            }
        }
    }

    /** As the host's ARP table has them. */
    private static List<GuestAddress> neighbours(Pointer connection, String id)
            throws VirtException, HypervisorException {
        return Domains.use(connection, id, domain -> {
            try {
                return GuestAddresses.of(domain, Origin.ARP);
            } catch (VirtException e) {
                if (Link.isBroken(connection)) {
                    throw e;
                }
                return List.of(); // a driver without
            }
        });
    }
}
