package org.muster.access;

import java.time.Duration;
import java.util.Locale;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Settings of access.
 *
 * @param tls {@code muster.tls}: whether readers come by TLS
 * @param sessionIdle {@code muster.access.session-idle}: a session ends after so long without a request
 * @param sessionLength {@code muster.access.session-length}: a session ends after so long in any case
 * @param tokenLength {@code muster.access.token-length}: an access token is good for so long
 * @param refreshLength {@code muster.access.refresh-length}: a program that logged in logs in again after so long
 * @param basic {@code muster.access.basic}: whether the API takes HTTP Basic
 */
public record AccessConfig(
        Tls tls,
        Duration sessionIdle,
        Duration sessionLength,
        Duration tokenLength,
        Duration refreshLength,
        boolean basic) {

    /** Whether readers come by TLS. */
    public enum Tls {
        /** No: plain cookies. */
        OFF,
        /** Yes, to this server. */
        ON,
        /** Yes, to a proxy before it, which appends the reader's address to {@code X-Forwarded-For}. */
        PROXY
    }

    static AccessConfig configured() {
        return of(ConfigProvider.getConfig(AccessConfig.class.getClassLoader()));
    }

    static AccessConfig of(Config config) {
        return new AccessConfig(
                config.getOptionalValue("muster.tls", String.class)
                        .map(word -> Tls.valueOf(word.toUpperCase(Locale.ROOT)))
                        .orElse(Tls.OFF),
                config.getOptionalValue("muster.access.session-idle", Duration.class)
                        .orElse(Duration.ofHours(1)),
                config.getOptionalValue("muster.access.session-length", Duration.class)
                        .orElse(Duration.ofHours(12)),
                config.getOptionalValue("muster.access.token-length", Duration.class)
                        .orElse(Duration.ofMinutes(10)),
                config.getOptionalValue("muster.access.refresh-length", Duration.class)
                        .orElse(Duration.ofDays(14)),
                config.getOptionalValue("muster.access.basic", Boolean.class).orElse(false));
    }

    boolean isTls() {
        return tls != Tls.OFF;
    }
}
