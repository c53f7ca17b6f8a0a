package org.muster.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An answer to a request that doesn't get as far as a resource: RFC 9457 for programs, a line of text for pages. */
enum Refusal {
    UNAUTHORIZED(401, "Unauthorized", "This needs a user who is logged in."),
    FORBIDDEN(403, "Forbidden", "The request did not come from a page of this session."),
    METRICS(403, "Forbidden", "This needs the permission METRICS_READ."),
    PASSWORD_DUE(403, "Forbidden", "The password must be changed first: POST /api/auth/password."),
    TOO_MANY(429, "Too Many Requests", "Too many attempts. Try again when Retry-After has passed."),
    UNAVAILABLE(503, "Service Unavailable", "The database does not answer now."),
    DIRECTORY(503, "Service Unavailable", "The directory that knows this user does not answer now.");

    private final int status;
    private final String title;
    private final String detail;

    Refusal(int status, String title, String detail) {
        this.status = status;
        this.title = title;
        this.detail = detail;
    }

    /** Answers. */
    void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean api = Paths.isApi(Paths.of(request));
        String text = api
                ? "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\""
                        + detail + "\",\"instance\":\"" + quoted(request.getRequestURI()) + "\"}"
                : title + ". " + detail + "\n";
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        response.setContentType(api ? "application/problem+json" : "text/plain;charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    /** The raw path as the inside of a JSON string. */
    private static String quoted(String path) {
        StringBuilder quoted = new StringBuilder();
        path.chars().limit(500).forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\' || c > '~') {
                quoted.append(String.format("\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.toString();
    }
}
