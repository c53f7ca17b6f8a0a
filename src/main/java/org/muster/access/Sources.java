package org.muster.access;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;

/** Where a request comes from. */
final class Sources {

    private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{2,45}");

    private Sources() {}

    /** The reader's address: the connection's, or behind a proxy of ours the last one that the proxy wrote down. */
    static String of(HttpServletRequest request, AccessConfig.Tls tls) {
        String forwarded = request.getHeader("X-Forwarded-For");
        if (tls == AccessConfig.Tls.PROXY && forwarded != null) {
            String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
            if (ADDRESS.matcher(last).matches()) {
                return last;
            }
        }
        String remote = request.getRemoteAddr();
        return remote == null ? "" : remote;
    }
}
