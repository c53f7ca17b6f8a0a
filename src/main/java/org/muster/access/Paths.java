package org.muster.access;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Which paths are what. Whatever isn't named here needs a user. Payara serves health, metrics and openapi inside the
 * application at the root; WildFly serves health on its management port, and openapi outside of every application.
 */
final class Paths {

    static final String LOGIN = "/ui/login";

    static final String PASSWORD = "/ui/password";

    private Paths() {}

    /** The path inside Muster, decoded, without parameters, as the server matches it. */
    static String of(HttpServletRequest request) {
        String info = request.getPathInfo();
        return request.getServletPath() + (info == null ? "" : info);
    }

    /** Whether nobody has to be known. web.xml says the same to the server. */
    static boolean isOpen(String path) {
        return path.equals(LOGIN)
                || path.equals("/api/auth/login")
                || path.equals("/api/auth/refresh")
                || path.startsWith("/static/")
                || path.startsWith("/webjars/")
                || path.equals("/health")
                || path.startsWith("/health/");
    }

    /** Whether it tells of the whole of Muster, in figures. */
    static boolean isMetrics(String path) {
        return path.equals("/metrics") || path.startsWith("/metrics/");
    }

    /** Whether it is let through to somebody who must change the password first. */
    static boolean isForNewPassword(String path) {
        return path.equals(PASSWORD)
                || path.equals("/ui/logout")
                || path.equals("/api/auth/logout")
                || path.equals("/api/auth/password")
                || path.equals("/api/auth/me");
    }

    /** Whether programs come here. */
    static boolean isApi(String path) {
        return path.equals("/api")
                || path.startsWith("/api/")
                || path.equals("/metrics")
                || path.startsWith("/metrics/")
                || path.equals("/openapi")
                || path.startsWith("/openapi/");
    }
}
