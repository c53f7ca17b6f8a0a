package org.muster.hypervisor.libvirt;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;

/** libvirt's errors in the port's words. */
final class Failures {

    private static final int LONGEST = 300;
    /** What ssh says; in the one case after a banner of ten lines. */
    private static final Pattern STRANGE_HOST =
            Pattern.compile("Host key verification failed|REMOTE HOST IDENTIFICATION HAS CHANGED");

    private static final Pattern XML = Pattern.compile("<.*", Pattern.DOTALL);
    private static final Pattern PATH = Pattern.compile("(?<![\\w.])/[^\\s'\"():,/]+(?:/[^\\s'\"():,]*)+");
    private static final Pattern BLANK = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\s]+");

    private Failures() {}

    /** Why a connection was not made. */
    static HypervisorException opening(VirtException e, Endpoint endpoint) {
        String said = String.valueOf(e.getMessage());
        String words = STRANGE_HOST.matcher(said).find()
                ? "its ssh host key is not the one in the file known_hosts."
                : cleaned(said);
        Reason reason = isRefusal(e.code(), said) ? Reason.CREDENTIALS_REFUSED : Reason.UNREACHABLE;
        return new HypervisorException(reason, "Can't connect to " + endpoint.shown() + ": " + words);
    }

    /** Why a call failed while its connection lives on. */
    static HypervisorException calling(VirtException e) {
        Reason reason =
                switch (e.code()) {
                    case VirtException.NO_DOMAIN -> Reason.NO_SUCH_VM;
                    case VirtException.ACCESS_DENIED -> Reason.CREDENTIALS_REFUSED;
                    default -> Reason.SOURCE_FAILED;
                };
        return new HypervisorException(reason, cleaned(e.getMessage()));
    }

    /** Why an action was not done. */
    static HypervisorException acting(VirtException e) {
        Reason reason = e.code() == VirtException.NO_DOMAIN ? Reason.NO_SUCH_VM : Reason.REFUSED;
        return new HypervisorException(reason, cleaned(e.getMessage()));
    }

    /** One line without XML, paths of the host or control characters, at most 300 characters. */
    static String cleaned(@Nullable String message) {
        String line = XML.matcher(message == null ? "" : message).replaceAll("…");
        line = PATH.matcher(line).replaceAll("…");
        line = BLANK.matcher(line).replaceAll(" ").strip();
        if (line.isEmpty()) {
            return "libvirt gave no reason";
        }
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    private static boolean isRefusal(int code, String said) {
        return switch (code) {
            case VirtException.AUTH_FAILED,
                    VirtException.AUTH_CANCELLED,
                    VirtException.AUTH_UNAVAILABLE,
                    VirtException.ACCESS_DENIED -> true;
            default ->
                said.contains("Permission denied")
                        || STRANGE_HOST.matcher(said).find()
                        || said.contains("failed validation against"); // our own certificate
        };
    }
}
