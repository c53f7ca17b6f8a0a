package org.muster.hypervisor.libvirt;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;

/**
 * Which domains' QEMU does not answer libvirt. libvirt tells for how long it has been waiting for one, without asking it.
 */
final class Silence {

    /** What ails such a VM. */
    static final String ERROR = "its QEMU process does not answer libvirt";

    /** {@code virDomainControlInfo}: {unsigned int state, details; unsigned long long ms}. */
    private static final int INFO = 16;

    private static final int MS = 8;
    private static final int OCCUPIED = 2;
    private static final int FAILED = 3;
    private static final long LONG_MS = 1000;
    private static final int MOST_LOOKED_AT = 2000;

    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    private volatile Consumer<String> listener = id -> {};

    /** Who is told the id of a domain that fell silent or answers again. */
    void listener(Consumer<String> told) {
        listener = told;
    }

    /** What ails a domain, as last looked at; null if it answered. */
    @Nullable
    String errorOf(String id) {
        return silent.contains(id) ? ERROR : null;
    }

    boolean isAny() {
        return !silent.isEmpty();
    }

    /** Looks at all that are active; whether any is silent. */
    boolean search(Pointer connection) throws VirtException {
        List<String> active = Domains.listed(connection, Virt.ONLY_ACTIVE);
        silent.retainAll(Set.copyOf(active));
        look(connection, active);
        return !silent.isEmpty();
    }

    /** Looks at these, and at those that were silent before. */
    void look(Pointer connection, Collection<String> suspects) throws VirtException {
        Set<String> all = ConcurrentHashMap.newKeySet();
        all.addAll(silent);
        suspects.stream().limit(MOST_LOOKED_AT).forEach(all::add);
        for (String id : all) {
            try {
                note(id, Domains.use(connection, id, Silence::isSilent));
            } catch (HypervisorException noSuch) {
                silent.remove(id);
            } catch (VirtException e) {
                if (Link.isBroken(connection)) {
                    throw e;
                }
                silent.remove(id); // gone, or not running any more
            }
        }
    }

    /** Looks at one through its handle. */
    void look(Pointer domain, String id) {
        try {
            note(id, isSilent(domain));
        } catch (VirtException e) {
            silent.remove(id); // not running, or a driver that can't tell
        }
    }

    private void note(String id, boolean is) {
        if (is ? silent.add(id) : silent.remove(id)) {
            listener.accept(id);
        }
    }

    private static boolean isSilent(Pointer domain) throws VirtException {
        byte[] info = new byte[INFO];
        VirtException.checked(Virt.virDomainGetControlInfo(domain, info, 0));
        ByteBuffer facts = ByteBuffer.wrap(info).order(ByteOrder.nativeOrder());
        int state = facts.getInt(0);
        return state == FAILED || state == OCCUPIED && facts.getLong(MS) >= LONG_MS;
    }
}
