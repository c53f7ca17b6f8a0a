package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.muster.platform.DatabaseException;
import org.muster.platform.Settings;
import org.muster.platform.Settings.Setting;

/** What holds now: what was configured at start, and over it what administrators have changed since. */
@Singleton
public class SyncSettings {

    /** The room's name in the database. */
    static final String ROOM = "sync";

    private static final Logger LOG = System.getLogger(SyncSettings.class.getName());

    private final Supplier<SyncConfig> read;
    private final Map<SyncKey, Long> configured = new EnumMap<>(SyncKey.class);
    private volatile SyncConfig now;
    private volatile boolean deaf;

    @Inject
    public SyncSettings(Settings store) {
        this(store, ConfigProvider.getConfig(SyncSettings.class.getClassLoader()));
    }

    SyncSettings(Settings store, Config config) {
        for (SyncKey key : SyncKey.values()) {
            configured.put(key, key.configured(config));
        }
        this.read = () -> merged(store.of(ROOM));
        this.now = SyncConfig.of(this::configured);
    }

    private SyncSettings(SyncConfig fixed) {
        this.read = () -> fixed;
        this.now = fixed;
    }

    /** What never changes. */
    public static SyncSettings fixed(SyncConfig config) {
        return new SyncSettings(config);
    }

    /** What holds now, as of the last {@link #refresh}; asks no database. */
    public SyncConfig now() {
        return now;
    }

    /**
     * Reads what has been changed, by whatever process; called every second. While the database is away, what was known
     * goes on holding.
     */
    void refresh() {
        try {
            now = read.get();
            deaf = false;
        } catch (DatabaseException e) {
            LOG.log(deaf ? Level.DEBUG : Level.WARNING, "The settings could not be read: {0}", e.getMessage());
            deaf = true;
        }
    }

    /** What was configured at start. */
    long configured(SyncKey key) {
        return configured.getOrDefault(key, key.standard());
    }

    private SyncConfig merged(List<Setting> changed) {
        Map<SyncKey, Long> values = new EnumMap<>(SyncKey.class);
        for (Setting setting : changed) {
            SyncKey key =
                    SyncKey.of(setting.name().substring(ROOM.length() + 1)).orElse(null);
            Long value = key == null ? null : value(key, setting.value());
            if (key != null && value != null) {
                values.put(key, value);
            }
        }
        return SyncConfig.of(key -> values.getOrDefault(key, configured(key)));
    }

    /** Null if no Muster of this version can have written it. */
    static @Nullable Long value(SyncKey key, String text) {
        try {
            long value = Long.parseLong(text);
            return key.isChangeable() && key.allows(value) ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
