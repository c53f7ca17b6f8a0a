package org.muster.task;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;

/** Hands out the configuration that the server was started with. */
final class TaskSettings {

    private TaskSettings() {}

    @Produces
    @Singleton
    static TaskConfig config() {
        return TaskConfig.of(ConfigProvider.getConfig(TaskSettings.class.getClassLoader()));
    }
}
