package org.muster.health;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Meters;

/**
 * Times requests as {@code muster_http} by area (api, ui, other) and class of status (2xx …). An answer that is written
 * by another thread counts until the request's own thread is done with it. Requests without a user that were turned
 * away don't come this far.
 */
public class RequestMeter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient @Nullable Meters meters;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        long begin = System.nanoTime();
        boolean answered = false;
        try {
            chain.doFilter(request, response);
            answered = true;
        } finally {
            int status = answered ? response.getStatus() / 100 : 5;
            if (meters != null) {
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                meters.time("muster_http", took, "area", area(request.getServletPath()), "status", status + "xx");
            }
        }
    }

    private static String area(String servletPath) {
        return switch (servletPath) {
            case "/api" -> "api";
            case "/ui" -> "ui";
            default -> "other";
        };
    }
}
