package org.muster.hypervisor.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A peer behind a socket. libvirt does not tell which socket is its own, so this looks for new ones in
 * {@code /proc/self/fd} whose other end is the one expected; the rest of the server opens sockets too.
 *
 * @param ends the names that the other end may have, as {@link SocketName} spells them, or without the process's number
 *     after the {@code #} where that can't be known yet
 */
record SocketPeer(Set<String> ends) implements Peer {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final String SOCKET = "socket:[";

    SocketPeer {
        ends = Set.copyOf(ends);
    }

    @Override
    public String key() {
        return ends.stream().sorted().toList().toString();
    }

    @Override
    public Set<Long> present() {
        return sockets().keySet();
    }

    @Override
    public List<Switch> newSince(Set<Long> before) {
        List<Switch> found = new ArrayList<>();
        sockets().forEach((inode, descriptor) -> {
            if (!before.contains(inode)) {
                int copy = Posix.fcntl(descriptor, Posix.DUP_CLOEXEC, 0);
                if (copy >= 0 && isEnd(SocketName.ofPeer(copy))) {
                    found.add(new SocketSwitch(copy));
                } else if (copy >= 0) {
                    Posix.close(copy);
                }
            }
        });
        return found;
    }

    private boolean isEnd(String name) {
        return ends.contains(name) || ends.contains(name.substring(0, name.indexOf('#') + 1));
    }

    /** This process's sockets: descriptors by inode. */
    private static Map<Long, Integer> sockets() {
        Map<Long, Integer> all = new HashMap<>();
        try (var links = Files.newDirectoryStream(DESCRIPTORS)) {
            for (Path link : links) {
                Long inode = inode(link);
                if (inode != null) {
                    all.put(inode, Integer.valueOf(link.getFileName().toString()));
                }
            }
        } catch (IOException e) {
            return Map.of(); // no /proc: no socket is found, and the connection is refused
        }
        return all;
    }

    private static @Nullable Long inode(Path link) {
        try {
            String target = Files.readSymbolicLink(link).toString();
            return target.startsWith(SOCKET)
                    ? Long.valueOf(target.substring(SOCKET.length(), target.length() - 1))
                    : null;
        } catch (IOException closedMeanwhile) {
            return null;
        }
    }
}
