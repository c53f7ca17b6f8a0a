package org.muster.hypervisor.libvirt;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An address that we connect to. The forms are few and strict: among libvirt's parameters are some that run a program
 * on this machine or read its files.
 *
 * @param user ssh only
 * @param host ssh and TLS only; IPv6 in brackets
 * @param port as given, 0 if not
 * @param socket absolute path, unix only
 */
record Address(Kind kind, String text, String user, String host, int port, String socket) {

    /** How to get there. */
    enum Kind {
        SYSTEM,
        SESSION,
        UNIX,
        TLS,
        SSH,
        /** libvirt's mock driver behind a real daemon; for tests only. */
        TEST
    }

    static final String ALLOWED = "Allowed are qemu:///system, qemu:///session, qemu+unix:///system?socket=/path,"
            + " qemu+tls://host/system and qemu+ssh://user@host/system.";

    private static final int LONGEST = 300;
    private static final int LONGEST_SOCKET = 107;
    private static final int LONGEST_HOST = 253;
    private static final String HOST =
            "(?<host>[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9.-]*[A-Za-z0-9]|\\[[0-9A-Fa-f:]{2,39}])(?::(?<port>[1-9][0-9]{0,4}))?";
    private static final String SOCKET = "\\?socket=(?<socket>(?:/[A-Za-z0-9._+-]+)+)";
    private static final Pattern UNIX = Pattern.compile("qemu\\+unix:///system" + SOCKET);
    private static final Pattern TEST = Pattern.compile("test\\+unix:///default" + SOCKET);
    private static final Pattern TLS = Pattern.compile("qemu\\+tls://" + HOST + "/system");
    private static final Pattern SSH =
            Pattern.compile("qemu\\+ssh://(?<user>[A-Za-z_][A-Za-z0-9_.-]{0,31})@" + HOST + "/system");

    /** The address, or empty if it is not one of the allowed forms. */
    static Optional<Address> parse(String text, boolean testDrivers) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        return switch (text) {
            case "qemu:///system" -> Optional.of(new Address(Kind.SYSTEM, text, "", "", 0, ""));
            case "qemu:///session" -> Optional.of(new Address(Kind.SESSION, text, "", "", 0, ""));
            default -> Optional.ofNullable(other(text, testDrivers));
        };
    }

    private static @Nullable Address other(String text, boolean testDrivers) {
        Matcher unix = UNIX.matcher(text);
        if (unix.matches()) {
            return local(Kind.UNIX, text, unix.group("socket"));
        }
        Matcher test = TEST.matcher(text);
        if (testDrivers && test.matches()) {
            return local(Kind.TEST, text, test.group("socket"));
        }
        Matcher tls = TLS.matcher(text);
        if (tls.matches()) {
            return remote(Kind.TLS, text, "", tls);
        }
        Matcher ssh = SSH.matcher(text);
        return ssh.matches() ? remote(Kind.SSH, text, ssh.group("user"), ssh) : null;
    }

    private static @Nullable Address local(Kind kind, String text, String socket) {
        boolean climbs = (socket + "/").contains("/./") || (socket + "/").contains("/../");
        return climbs || socket.length() > LONGEST_SOCKET ? null : new Address(kind, text, "", "", 0, socket);
    }

    private static @Nullable Address remote(Kind kind, String text, String user, Matcher parts) {
        String host = parts.group("host");
        int port = parts.group("port") == null ? 0 : Integer.parseInt(parts.group("port"));
        return host.length() > LONGEST_HOST || port > 65_535 ? null : new Address(kind, text, user, host, port, "");
    }
}
