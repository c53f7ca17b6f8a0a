package org.muster.hypervisor.libvirt;

/**
 * Shuts a connection's socket down, by a copy of its descriptor: the number itself could be that of another
 * connection by then.
 */
final class SocketSwitch implements Switch {

    private int copy;

    /** Takes over a duplicated descriptor. */
    SocketSwitch(int copy) {
        this.copy = copy;
    }

    @Override
    public synchronized void pull() {
        if (copy >= 0) {
            Posix.shutdown(copy, Posix.SHUT_RDWR);
        }
    }

    @Override
    public synchronized void close() {
        if (copy >= 0) {
            Posix.close(copy);
            copy = -1;
        }
    }
}
