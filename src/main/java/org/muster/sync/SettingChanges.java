package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Database;
import org.muster.platform.Settings;
import org.muster.platform.Settings.Setting;
import org.muster.platform.Time;

/** What an administrator may change while Muster runs. It holds in every process on the database within a second or two. */
@Singleton
public class SettingChanges {

    /**
     * One setting as it holds now.
     *
     * @param configured what holds when it is not changed
     * @param changed when, and by whom; null if it is not changed
     */
    public record Held(SyncKey key, long value, long configured, @Nullable Instant changed, @Nullable String by) {}

    private record Order(SyncKey less, SyncKey more) {}

    /** Of each pair the first may not be more than the second. */
    private static final List<Order> ORDERS = List.of(
            new Order(SyncKey.QUICK_INTERVAL, SyncKey.FULL_INTERVAL),
            new Order(SyncKey.QUICK_DEADLINE, SyncKey.FULL_DEADLINE),
            new Order(SyncKey.BACKOFF_FIRST, SyncKey.BACKOFF_MOST));

    private final Database database;
    private final Settings store;
    private final SyncSettings settings;
    private final Time time;

    @Inject
    public SettingChanges(Database database, Settings store, SyncSettings settings, Time time) {
        this.database = database;
        this.store = store;
        this.settings = settings;
        this.time = time;
    }

    /** All that may be changed. */
    public List<Held> all() {
        return held(store.of(SyncSettings.ROOM));
    }

    /** What becomes of a setting: {@code full_interval}, {@code 300}, {@code 60}. */
    public record Difference(String word, String before, String after) {}

    /**
     * What a change would do, for the audit trail.
     *
     * @param wanted new values; null: what is configured
     */
    public List<Difference> differences(Map<SyncKey, @Nullable Long> wanted) {
        List<Difference> differences = new ArrayList<>();
        for (Held held : all()) {
            if (wanted.containsKey(held.key())) {
                Long value = wanted.get(held.key());
                String after = value == null ? held.configured() + " (configured)" : value.toString();
                differences.add(new Difference(held.key().word(), String.valueOf(held.value()), after));
            }
        }
        return differences;
    }

    /**
     * Changes some, all at once; the others stay as they are.
     *
     * @param wanted new values; null: what is configured
     * @param by the account's name
     * @throws SettingsRefused naming every one that is not possible; then none is changed
     */
    public synchronized void change(Map<SyncKey, @Nullable Long> wanted, String by) throws SettingsRefused {
        Instant now = time.now();
        database.<Boolean, SettingsRefused>call(tx -> {
            check(wanted, held(store.of(tx, SyncSettings.ROOM)));
            for (Map.Entry<SyncKey, @Nullable Long> one : wanted.entrySet()) {
                String name = SyncSettings.ROOM + "." + one.getKey().word();
                Long value = one.getValue();
                if (value == null) {
                    store.remove(tx, name);
                } else {
                    store.put(tx, new Setting(name, value.toString(), now, by));
                }
            }
            return true;
        });
        settings.refresh();
    }

    private List<Held> held(List<Setting> changed) {
        return Stream.of(SyncKey.values())
                .filter(SyncKey::isChangeable)
                .map(key -> held(key, changed))
                .toList();
    }

    private Held held(SyncKey key, List<Setting> changed) {
        long configured = settings.configured(key);
        for (Setting setting : changed) {
            Long value = SyncSettings.value(key, setting.value());
            if (setting.name().equals(SyncSettings.ROOM + "." + key.word()) && value != null) {
                return new Held(key, value, configured, setting.changed(), setting.by());
            }
        }
        return new Held(key, configured, configured, null, null);
    }

    private static void check(Map<SyncKey, @Nullable Long> wanted, List<Held> held) throws SettingsRefused {
        Map<SyncKey, String> problems = new EnumMap<>(SyncKey.class);
        Map<SyncKey, Long> after = new EnumMap<>(SyncKey.class);
        held.forEach(one -> after.put(one.key(), wanted.containsKey(one.key()) ? one.configured() : one.value()));
        wanted.forEach((key, value) -> {
            if (!key.isChangeable()) {
                problems.put(key, "is read at start only");
            } else if (value != null && !key.allows(value)) {
                problems.put(key, "must be from " + key.least() + " to " + key.most());
            } else if (value != null) {
                after.put(key, value);
            }
        });
        ToLongFunction<SyncKey> value = key -> after.getOrDefault(key, key.standard());
        for (Order order : ORDERS) {
            boolean asked = wanted.containsKey(order.less()) || wanted.containsKey(order.more());
            if (asked && value.applyAsLong(order.less()) > value.applyAsLong(order.more())) {
                SyncKey wrong = wanted.containsKey(order.less()) ? order.less() : order.more();
                problems.putIfAbsent(
                        wrong,
                        order.less().word() + " must not be more than "
                                + order.more().word());
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsRefused(problems);
        }
    }
}
