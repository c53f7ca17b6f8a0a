package org.muster.health;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Serves {@code /metrics} ourselves where the server has no MicroProfile Metrics. Not mapped in web.xml: at the root it
 * would hide Payara's.
 */
@WebListener
public class MetricsFallback implements ServletContextListener {

    @Override
    public void contextInitialized(ServletContextEvent event) {
        try {
            Class.forName(
                    "org.eclipse.microprofile.metrics.MetricRegistry", false, MetricsFallback.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            event.getServletContext()
                    .addServlet("metrics", MetricsServlet.class)
                    .addMapping("/metrics");
        }
    }
}
