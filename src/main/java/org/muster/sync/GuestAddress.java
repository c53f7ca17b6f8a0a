package org.muster.sync;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses that guests claim to have may be connected to. A guest can claim any, so Muster's own machine, the
 * hypervisors and everything that is special are left alone.
 */
final class GuestAddress {

    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]*:[0-9a-fA-F:.]*");

    private GuestAddress() {}

    /** The address, if it is one in numbers and nothing forbids it. No name is ever looked up. */
    static Optional<InetAddress> allowed(String claimed, Set<InetAddress> forbidden) {
        if (!IPV4.matcher(claimed).matches() && !IPV6.matcher(claimed).matches()) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.getByName(claimed);
            return isSpecial(address) || forbidden.contains(address) ? Optional.empty() : Optional.of(address);
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static boolean isSpecial(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isMulticastAddress()
                || isBroadcast(address)
                || carriesIpv4(address);
    }

    private static boolean isBroadcast(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 4 && ((bytes[0] & 0xff) == 0 || (bytes[0] & 0xff) >= 240);
    }

    /** IPv6 forms that a router may turn into any IPv4 address: compatible, 6to4, NAT64, Teredo. */
    private static boolean carriesIpv4(InetAddress address) {
        byte[] b = address.getAddress();
        if (b.length != 16) {
            return false;
        }
        int first = (b[0] & 0xff) << 8 | b[1] & 0xff;
        int second = (b[2] & 0xff) << 8 | b[3] & 0xff;
        return first == 0 || first == 0x2002 || first == 0x0064 && second == 0xff9b || first == 0x2001 && second == 0;
    }

    /** This machine's addresses and those of the hypervisors that are polled at {@code addresses}. */
    static Set<InetAddress> forbidden(List<String> addresses) {
        Set<InetAddress> forbidden = new HashSet<>(own());
        for (String address : addresses) {
            String host = host(address);
            if (host != null) {
                try {
                    Collections.addAll(forbidden, InetAddress.getAllByName(host));
                } catch (UnknownHostException e) {
                    // What has no address can't be hit by one.
                    continue;
                }
            }
        }
        return forbidden;
    }

    private static @Nullable String host(String address) {
        try {
            return URI.create(address).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Set<InetAddress> own() {
        Set<InetAddress> own = new HashSet<>();
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(own::add);
        } catch (SocketException e) {
            throw new IllegalStateException("This machine's own addresses can't be told.", e);
        }
        return own;
    }
}
