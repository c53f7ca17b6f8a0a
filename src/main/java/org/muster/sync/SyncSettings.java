package org.muster.sync;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;

/** Hands out the configuration that the server was started with. */
final class SyncSettings {

    private SyncSettings() {}

    @Produces
    @Singleton
    static SyncConfig config() {
        return SyncConfig.of(ConfigProvider.getConfig(SyncSettings.class.getClassLoader()));
    }
}
