package org.muster.hypervisor;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.muster.hypervisor.GuestObservation.GuestAddress;
import org.muster.hypervisor.GuestObservation.Origin;

/** Reads addresses that guests and their networks tell of. */
public final class UsableAddress {

    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(?::[0-9a-f]{2}){5}");
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f]{0,4}:[0-9A-Fa-f:.]{1,40}");

    private UsableAddress() {}

    /** An address that can be of use to somebody outside; empty if it is none, or loopback or link-local. */
    public static Optional<GuestAddress> read(String mac, String text, int prefix, Origin origin) {
        boolean six = IPV6.matcher(text).matches();
        if (!six && !IPV4.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.getByName(text); // digits, so no name is looked up
            if (address.isLoopbackAddress()
                    || address.isLinkLocalAddress()
                    || address.isAnyLocalAddress()
                    || address.isMulticastAddress()) {
                return Optional.empty();
            }
            String low = mac.toLowerCase(Locale.ROOT);
            int bits = prefix < 0 || prefix > (six ? 128 : 32) ? 0 : prefix;
            return Optional.of(
                    new GuestAddress(MAC.matcher(low).matches() ? low : "", address.getHostAddress(), bits, origin));
        } catch (UnknownHostException malformed) {
            return Optional.empty();
        }
    }
}
