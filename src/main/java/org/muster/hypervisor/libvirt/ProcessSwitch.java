package org.muster.hypervisor.libvirt;

/** Ends the ssh client that libvirt started for a connection. A handle never means another process of that number. */
final class ProcessSwitch implements Switch {

    private final ProcessHandle process;

    ProcessSwitch(ProcessHandle process) {
        this.process = process;
    }

    @Override
    public void pull() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        // The connection's own end ends its ssh client.
    }
}
