package org.muster.hypervisor.libvirt;

/**
 * Where libvirt is told to connect, and whom it must reach there.
 *
 * @param shown the address in words for an administrator
 */
record Endpoint(String uri, String shown, Peer peer) {}
