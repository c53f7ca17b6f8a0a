package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.muster.platform.Database;
import org.muster.platform.Settings;
import org.muster.platform.TestDatabase;
import org.muster.platform.Time;
import org.muster.sync.SettingChanges.Held;

class SettingChangesTest {

    private final Database database = TestDatabase.fresh();
    private final Settings store = new Settings(database);
    private final Config config = new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(Map.of("muster.sync.full-interval", "600"), "test", 100))
            .build();
    private final SyncSettings settings = new SyncSettings(store, config);
    private final SettingChanges changes = new SettingChanges(database, store, settings, Time.SYSTEM);

    private static Map<SyncKey, @Nullable Long> one(SyncKey key, @Nullable Long value) {
        Map<SyncKey, @Nullable Long> wanted = new HashMap<>();
        wanted.put(key, value);
        return wanted;
    }

    private Held held(SyncKey key) {
        return changes.all().stream()
                .filter(one -> one.key() == key)
                .findFirst()
                .orElseThrow();
    }

    private Map<SyncKey, String> problems(Map<SyncKey, @Nullable Long> wanted) {
        return catchThrowableOfType(SettingsRefused.class, () -> changes.change(wanted, "ada"))
                .problems();
    }

    @Test
    void aChangeHoldsAtOnceHereAndASecondLaterElsewhere() throws SettingsRefused {
        SyncSettings elsewhere = new SyncSettings(store, config);
        changes.change(one(SyncKey.FULL_INTERVAL, 60L), "ada");

        assertThat(settings.now().fullInterval()).isEqualTo(Duration.ofSeconds(60));
        elsewhere.refresh();
        assertThat(elsewhere.now().fullInterval()).isEqualTo(Duration.ofSeconds(60));
        assertThat(held(SyncKey.FULL_INTERVAL)).satisfies(one -> {
            assertThat(one.value()).isEqualTo(60);
            assertThat(one.configured()).isEqualTo(600);
            assertThat(one.by()).isEqualTo("ada");
            assertThat(one.changed()).isNotNull();
        });
    }

    @Test
    void nullHasWhatIsConfiguredHoldAgain() throws SettingsRefused {
        changes.change(one(SyncKey.FULL_INTERVAL, 60L), "ada");
        changes.change(one(SyncKey.FULL_INTERVAL, null), "bob");

        assertThat(settings.now().fullInterval()).isEqualTo(Duration.ofSeconds(600));
        assertThat(held(SyncKey.FULL_INTERVAL).changed()).isNull();
    }

    @Test
    void whatIsNotPossibleIsNamedAndNothingIsChanged() {
        Map<SyncKey, @Nullable Long> wanted = new HashMap<>();
        wanted.put(SyncKey.QUICK_INTERVAL, 4L);
        wanted.put(SyncKey.FULL_INTERVAL, 86_401L);
        wanted.put(SyncKey.THREADS, 5L);
        wanted.put(SyncKey.OPEN_DEADLINE, 7L);

        assertThat(problems(wanted))
                .containsOnlyKeys(SyncKey.QUICK_INTERVAL, SyncKey.FULL_INTERVAL, SyncKey.THREADS)
                .containsEntry(SyncKey.QUICK_INTERVAL, "must be from 5 to 86400");
        assertThat(store.of("sync")).isEmpty();
    }

    @Test
    void theQuickIntervalIsNeverTheLongerOne() throws SettingsRefused {
        assertThat(problems(one(SyncKey.QUICK_INTERVAL, 601L))).containsOnlyKeys(SyncKey.QUICK_INTERVAL);
        assertThat(problems(one(SyncKey.FULL_INTERVAL, 29L))).containsOnlyKeys(SyncKey.FULL_INTERVAL);
        assertThat(problems(one(SyncKey.BACKOFF_FIRST, 301L))).containsOnlyKeys(SyncKey.BACKOFF_FIRST);
        assertThat(problems(one(SyncKey.FULL_DEADLINE, 9L))).containsOnlyKeys(SyncKey.FULL_DEADLINE);
        Map<SyncKey, @Nullable Long> both = one(SyncKey.QUICK_INTERVAL, 700L);
        both.put(SyncKey.FULL_INTERVAL, 700L);
        changes.change(both, "ada");
        assertThat(settings.now().quickInterval()).isEqualTo(Duration.ofSeconds(700));
        assertThat(problems(one(SyncKey.FULL_INTERVAL, null)))
                .as("what is configured is checked too")
                .containsOnlyKeys(SyncKey.FULL_INTERVAL);
    }

    @Test
    void theTrailHasOldAndNewValues() throws SettingsRefused {
        changes.change(one(SyncKey.FULL_INTERVAL, 60L), "ada");
        assertThat(changes.differences(one(SyncKey.FULL_INTERVAL, 90L)))
                .containsExactly(new SettingChanges.Difference("full_interval", "60", "90"));
        assertThat(changes.differences(one(SyncKey.FULL_INTERVAL, null)))
                .containsExactly(new SettingChanges.Difference("full_interval", "60", "600 (configured)"));
    }

    @Test
    void whatIsOnlyReadAtStartIsNotOffered() {
        assertThat(changes.all())
                .extracting(Held::key)
                .doesNotContain(SyncKey.THREADS, SyncKey.FIRST_DELAY)
                .hasSize(SyncKey.values().length - 2);
    }
}
