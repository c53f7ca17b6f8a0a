package org.muster.hypervisor.libvirt;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A peer behind an ssh client that libvirt starts as this process's child, on its own pair of sockets. */
record SshPeer(String host) implements Peer {

    @Override
    public String key() {
        return "ssh:" + host;
    }

    @Override
    public Set<Long> present() {
        return clients().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    @Override
    public List<Switch> newSince(Set<Long> before) {
        return clients()
                .filter(client -> !before.contains(client.pid()))
                .<Switch>map(ProcessSwitch::new)
                .toList();
    }

    private Stream<ProcessHandle> clients() {
        return ProcessHandle.current().children().filter(this::leadsThere);
    }

    private boolean leadsThere(ProcessHandle child) {
        return child.info().arguments().map(List::of).orElse(List.of()).contains(host);
    }
}
