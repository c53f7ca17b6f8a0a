package org.muster.hypervisor.libvirt;

import com.sun.jna.Pointer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.StatusReading;

/** The domains that a bulk answer named, held until each has been looked at. */
final class Found implements AutoCloseable {

    private final Map<String, One> all = new LinkedHashMap<>();

    /** One domain's state with its definition, or why that could not be read. */
    record Seen(DomainState state, @Nullable Definition definition, String error) {

        /** As the port has it. @param ails what is wrong with the VM though it was read, null if nothing */
        ObservedVm observed(
                String id, String host, boolean autostart, DiskSizes sizes, Leases leases, @Nullable String ails) {
            StatusReading reading = new StatusReading(id, host, state.status(), state.detail());
            if (definition == null) {
                return new ObservedVm(reading, null, error);
            }
            String address = leases.address(definition.nics());
            return new ObservedVm(
                    reading, definition.details(id, autostart, sizes.sum(definition.disks()), address), ails);
        }
    }

    /** One domain; looked at by one thread. */
    static final class One {

        private final String uuid;
        private final DomainState state;
        private final Pointer domain;
        private @Nullable Seen seen;

        private One(String uuid, DomainState state, Pointer domain) {
            this.uuid = uuid;
            this.state = state;
            this.domain = domain;
        }

        String uuid() {
            return uuid;
        }

        Pointer domain() {
            return domain;
        }

        boolean isActive() {
            return state.status().isActive();
        }

        /** What was seen; empty if it was undefined between the answers, and so does not exist. */
        Optional<Seen> seen() {
            return Optional.ofNullable(seen);
        }

        /** Reads its definition; throws only if the connection is broken. */
        void look(Pointer connection, Definitions definitions) throws VirtException {
            try {
                seen = new Seen(state, definitions.read(uuid, domain), "");
            } catch (HypervisorException e) {
                seen = new Seen(state, null, String.valueOf(e.getMessage()));
            } catch (VirtException e) {
                if (Link.isBroken(connection)) {
                    throw e;
                }
                if (e.code() != VirtException.NO_DOMAIN) {
                    seen = new Seen(state, null, Failures.cleaned(e.getMessage()));
                }
            }
        }
    }

    /** Keeps a domain of an answer; one that an earlier answer named too is as the later one says. */
    void add(BulkStats.Entry entry) throws VirtException {
        VirtException.checked(Virt.virDomainRef(entry.domain()));
        One before = all.put(entry.uuid(), new One(entry.uuid(), Domains.state(entry), entry.domain()));
        if (before != null) {
            Virt.virDomainFree(before.domain);
        }
    }

    int size() {
        return all.size();
    }

    List<One> list() {
        return new ArrayList<>(all.values());
    }

    @Override
    public void close() {
        all.values().forEach(one -> Virt.virDomainFree(one.domain));
        all.clear();
    }
}
