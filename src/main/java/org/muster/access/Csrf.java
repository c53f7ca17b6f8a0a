package org.muster.access;

import jakarta.inject.Singleton;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps other sites from acting in a user's name: a state-changing request must not come from another origin, and one
 * that a session authenticates must carry the session's token.
 */
@Singleton
public class Csrf {

    /** The header that carries the token. */
    public static final String HEADER = "X-CSRF-Token";

    /** The form field that carries the token, on pages. */
    public static final String FIELD = "_csrf";

    private static final String TOKEN = "muster.csrf";
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The session's token; made at the first call. */
    public String token(HttpSession session) {
        synchronized (session) {
            if (session.getAttribute(TOKEN) instanceof String token) {
                return token;
            }
            byte[] random = new byte[32];
            RANDOM.nextBytes(random);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            session.setAttribute(TOKEN, token);
            return token;
        }
    }

    /** Whether the request may change nothing by its method. */
    static boolean isSafe(String method) {
        return SAFE.contains(method);
    }

    /** Whether a browser says that another origin sent this. Programs say nothing, and are believed. */
    static boolean isForeign(HttpServletRequest request) {
        return isForeign(request.getHeader("Sec-Fetch-Site"), request.getHeader("Origin"), request.getHeader("Host"));
    }

    static boolean isForeign(@Nullable String site, @Nullable String origin, @Nullable String host) {
        if (site != null && !OWN_SITE.contains(site)) {
            return true;
        }
        return origin != null && !authority(origin).equals(host == null ? "" : host.toLowerCase(Locale.ROOT));
    }

    /** Whether the token is the session's. */
    static boolean isRight(@Nullable HttpSession session, @Nullable String given) {
        return session != null
                && given != null
                && session.getAttribute(TOKEN) instanceof String token
                && MessageDigest.isEqual(
                        token.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static String authority(String origin) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority == null ? "no authority" : authority.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "no authority";
        }
    }
}
