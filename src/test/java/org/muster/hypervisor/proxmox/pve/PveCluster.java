package org.muster.hypervisor.proxmox.pve;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** The cluster behind a double's address: what it has, and who may what; a test changes it behind the API's back. */
public abstract sealed class PveCluster permits ProxmoxDouble {

    final Site site;

    PveCluster(Site site) {
        this.site = site;
    }

    /** What to send as {@code Authorization: PVEAPIToken=...} to do everything: "muster@pve!full=uuid". */
    public final String token() {
        return token(Fleet.FULL);
    }

    /** @param name "muster@pve!watch" */
    public final String token(String name) {
        synchronized (site) {
            return name + "=" + site.access.secret(name);
        }
    }

    /** Gives a user or token exactly these privileges on a path and below. */
    public final void grant(String who, String path, Collection<String> privileges) {
        synchronized (site) {
            site.access.grant(who, path, privileges);
        }
    }

    /** Takes every grant from a user or token: it is known, and sees nothing. */
    public final void revoke(String who) {
        synchronized (site) {
            site.access.revoke(who);
        }
    }

    /** The token exists no more: 401. */
    public final void deleteToken(String name) {
        synchronized (site) {
            site.access.forget(name);
        }
    }

    /** Changes a VM behind the API's back. */
    public final void change(int vmid, Consumer<Guest> how) {
        synchronized (site) {
            Guest guest = site.guests.get(vmid);
            if (guest == null) {
                throw new IllegalArgumentException("no VM " + vmid);
            }
            boolean ran = guest.isRunning();
            how.accept(guest);
            if (guest.isRunning() && !ran) {
                guest.startedAt = site.clock.seconds();
                guest.pid = site.nextPid();
            }
        }
    }

    /** Adds a VM, or puts one in the place of another of that number. */
    public final void add(Guest guest) {
        synchronized (site) {
            site.guests.put(guest.vmid, guest);
        }
    }

    public final void remove(int vmid) {
        synchronized (site) {
            site.guests.remove(vmid);
        }
    }

    /** The numbers of all VMs and containers. */
    public final List<Integer> vmids() {
        synchronized (site) {
            return List.copyOf(site.guests.keySet());
        }
    }

    /** QEMU's word for what it really does, whatever the cluster was told. */
    public final String status(int vmid) {
        synchronized (site) {
            site.settle();
            Guest guest = site.guests.get(vmid);
            return guest == null ? "" : guest.qmpStatus;
        }
    }

    /** A node is gone: 595, and its VMs are listed as before for 300 seconds, then as unknown. */
    public final void offline(String node) {
        online(node, false);
    }

    public final void online(String node) {
        online(node, true);
    }

    private void online(String name, boolean online) {
        synchronized (site) {
            site.settle();
            Node node = site.nodes.get(name);
            if (node == null) {
                throw new IllegalArgumentException("no node " + name);
            }
            node.online = online;
        }
    }

    /** pmxcfs has begun anew: every VM is unknown until its node tells of it, {@link Fleet#lag} later. */
    public final void forgetWhatNodesTold() {
        synchronized (site) {
            site.forgetTold();
        }
    }

    /** The cluster's time: tasks end by it, tickets expire by it. */
    public final PveClock clock() {
        return site.clock;
    }
}
