package org.muster.hypervisor.libvirt;

import java.util.List;
import java.util.Set;

/** The other end of a connection, and how to recognise what libvirt made in order to reach it. */
interface Peer {

    /** Equal for peers that could be taken for one another; they are opened one after another. */
    String key();

    /** Marks of what leads to this peer now. */
    Set<Long> present();

    /** Switches of what leads to this peer and was not there before. The caller closes them. */
    List<Switch> newSince(Set<Long> before);
}
