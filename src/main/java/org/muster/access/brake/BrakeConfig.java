package org.muster.access.brake;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Settings of the brakes.
 *
 * @param perMinute {@code muster.access.live-per-minute}, {@code .export-}, {@code .trigger-}, {@code .login-}: how often an
 *     account may in a minute, all at once too; 0 is without limit
 */
public record BrakeConfig(Map<Brake, Integer> perMinute) {

    private static final Map<Brake, Integer> USUAL =
            Map.of(Brake.LIVE, 30, Brake.EXPORT, 30, Brake.TRIGGER, 30, Brake.LOGIN, 60);

    public BrakeConfig {
        perMinute = Map.copyOf(perMinute);
    }

    static BrakeConfig configured() {
        return of(ConfigProvider.getConfig(BrakeConfig.class.getClassLoader()));
    }

    static BrakeConfig of(Config config) {
        Map<Brake, Integer> perMinute = new EnumMap<>(Brake.class);
        for (Brake brake : Brake.values()) {
            String key = "muster.access." + brake.name().toLowerCase(Locale.ROOT) + "-per-minute";
            int most = config.getOptionalValue(key, Integer.class).orElse(USUAL.getOrDefault(brake, 0));
            if (most < 0) {
                throw new IllegalArgumentException(key + " must not be below 0.");
            }
            perMinute.put(brake, most);
        }
        return new BrakeConfig(perMinute);
    }

    int of(Brake brake) {
        return perMinute.getOrDefault(brake, 0);
    }
}
