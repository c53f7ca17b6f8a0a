package org.muster.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Applies {@link Csrf} to every request, before JAX-RS: only a servlet filter may look at a form's field and leave the
 * form readable on both servers.
 */
public class CsrfFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isAllowed(request)) {
            chain.doFilter(request, response);
        } else {
            Refusal.FORBIDDEN.send(request, response);
        }
    }

    private static boolean isAllowed(HttpServletRequest request) {
        if (Csrf.isSafe(request.getMethod())) {
            return true;
        }
        if (Csrf.isForeign(request)) {
            return false;
        }
        return !MusterAuthentication.isBySession(request) || Csrf.isRight(request.getSession(false), given(request));
    }

    private static @Nullable String given(HttpServletRequest request) {
        String header = request.getHeader(Csrf.HEADER);
        boolean page = !Paths.isApi(Paths.of(request));
        return header == null && page ? request.getParameter(Csrf.FIELD) : header;
    }
}
