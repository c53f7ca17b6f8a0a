package org.muster.hypervisor.libvirt;

/** A way to end a connection from outside, so that native calls that hang in it return with an error. */
interface Switch {

    /** Ends the connection. Never blocks; may be called again. */
    void pull();

    /** Frees what the switch itself holds; then it does nothing. */
    void close();
}
