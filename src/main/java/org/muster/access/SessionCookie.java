package org.muster.access;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.SessionTrackingMode;
import jakarta.servlet.annotation.WebListener;
import java.util.EnumSet;

/** Makes the session cookie one that scripts don't read, other sites don't send, and plain HTTP doesn't carry under TLS. */
@WebListener
public class SessionCookie implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        configure(event.getServletContext(), AccessConfig.configured());
    }

    private static void configure(ServletContext context, AccessConfig config) {
        boolean root = context.getContextPath().isEmpty();
        SessionCookieConfig cookie = context.getSessionCookieConfig();
        cookie.setName(config.isTls() && root ? "__Host-muster" : "muster");
        cookie.setPath(root ? "/" : context.getContextPath());
        cookie.setHttpOnly(true);
        cookie.setSecure(config.isTls());
        cookie.setAttribute("SameSite", "Lax");
        context.setSessionTrackingModes(EnumSet.of(SessionTrackingMode.COOKIE));
    }
}
