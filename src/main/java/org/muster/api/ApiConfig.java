package org.muster.api;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Settings of the API.
 *
 * @param liveLimit {@code muster.api.live-limit}: how long a request that asks for live answers waits for them
 * @param waiting {@code muster.api.waiting}: requests that may be held at once, for live answers or the end of a task;
 *     the others are answered without waiting, so that held requests never use up the server's threads
 */
record ApiConfig(Duration liveLimit, int waiting) {

    static ApiConfig configured() {
        return of(ConfigProvider.getConfig(ApiConfig.class.getClassLoader()));
    }

    static ApiConfig of(Config config) {
        return new ApiConfig(
                config.getOptionalValue("muster.api.live-limit", Duration.class).orElse(Duration.ofSeconds(15)),
                config.getOptionalValue("muster.api.waiting", Integer.class).orElse(6));
    }
}
