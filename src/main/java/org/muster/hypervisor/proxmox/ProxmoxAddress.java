package org.muster.hypervisor.proxmox;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * Where a cluster's API answers, such as {@code https://pve1.example.org:8006}.
 *
 * @param host a name, an IPv4 address, or an IPv6 address in brackets
 */
record ProxmoxAddress(String host, int port) {

    static final String ALLOWED = "Addresses look like https://pve1.example.org:8006.";

    private static final int STANDARD_PORT = 8006;
    private static final int LONGEST = 300;

    /** Empty for whatever is more or less than a host and a port. */
    static Optional<ProxmoxAddress> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(text);
            String path = uri.getRawPath();
            boolean bare = "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null
                    && (path == null || path.isEmpty() || path.equals("/"));
            int port = uri.getPort() == -1 ? STANDARD_PORT : uri.getPort();
            return bare && port > 0 && port <= 65_535
                    ? Optional.of(new ProxmoxAddress(uri.getHost(), port))
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Of the API in whatever format; without a slash at its end. */
    String root() {
        return "https://" + host + ":" + port + "/api2";
    }

    @Override
    public String toString() {
        return "https://" + host + ":" + port;
    }
}
