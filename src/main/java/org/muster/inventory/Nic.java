package org.muster.inventory;

/**
 * One network interface of a VM.
 *
 * @param mac lower case, colons; empty if the source gives none
 * @param network the network, bridge or device that it hangs on; empty if none
 * @param model virtio, e1000, …; empty if not said
 */
public record Nic(String mac, String network, String model) {

    /** Cleans and caps what came from outside. */
    public Nic {
        mac = Text.line(mac.replace('|', ' '), 32);
        network = Text.line(network.replace('|', ' '), 128);
        model = Text.line(model.replace('|', ' '), 32);
    }
}
