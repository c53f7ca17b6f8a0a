package org.muster.connection;

import java.util.List;

/**
 * What Muster polls as one: a libvirt host, or a whole Proxmox cluster with further addresses to fall back on.
 *
 * @param kind word of the adapter that speaks to it
 * @param addresses the first is tried first
 * @param seal another one whenever credentials are saved, the same ones too; tells nothing of them. Empty without any
 */
public record Connection(long id, long clusterId, String kind, List<String> addresses, boolean enabled, String seal) {

    public Connection {
        addresses = List.copyOf(addresses);
    }

    /** One without credentials. */
    public Connection(long id, long clusterId, String kind, List<String> addresses, boolean enabled) {
        this(id, clusterId, kind, addresses, enabled, "");
    }
}
