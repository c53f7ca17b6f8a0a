package org.muster.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** What a Linux process listens on, by the kernel's word. */
public final class ListeningPorts {

    private static final String LISTEN = "0A";
    private static final Set<String> LOOPBACK = Set.of(
            "0100007F", // 127.0.0.1, as the kernel writes it on a little-endian machine
            "0000000000000000FFFF00000100007F",
            "00000000000000000000000001000000");

    private ListeningPorts() {}

    /** Such as {@code loopback:8080} or {@code 00000000:6900}. */
    public static Set<String> of(long pid) throws IOException {
        Set<String> sockets = socketInodes(pid);
        Set<String> ports = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "net", table))) {
                lines.skip(1)
                        .map(line -> line.trim().split("\\s+"))
                        .filter(column -> column[3].equals(LISTEN) && sockets.contains(column[9]))
                        .map(column -> readable(column[1]))
                        .forEach(ports::add);
            }
        }
        return ports;
    }

    private static String readable(String local) {
        String[] part = local.split(":");
        return (LOOPBACK.contains(part[0]) ? "loopback" : part[0]) + ":" + Integer.parseInt(part[1], 16);
    }

    private static Set<String> socketInodes(long pid) throws IOException {
        Set<String> inodes = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)) {
                    String target = Files.readSymbolicLink(descriptor).toString();
                    if (target.startsWith("socket:[")) {
                        inodes.add(target.substring("socket:[".length(), target.length() - 1));
                    }
                }
            }
        }
        return inodes;
    }
}
