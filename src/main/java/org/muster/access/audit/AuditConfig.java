package org.muster.access.audit;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Settings of the audit trail.
 *
 * @param keep {@code muster.access.keep-audit}: rows older than that are cut off; zero keeps all
 */
record AuditConfig(Duration keep) {

    static AuditConfig configured() {
        return of(ConfigProvider.getConfig(AuditConfig.class.getClassLoader()));
    }

    static AuditConfig of(Config config) {
        return new AuditConfig(config.getOptionalValue("muster.access.keep-audit", Duration.class)
                .orElse(Duration.ofDays(365)));
    }
}
