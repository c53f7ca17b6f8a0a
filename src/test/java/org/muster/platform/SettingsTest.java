package org.muster.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.muster.platform.Settings.Setting;

class SettingsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Database database = TestDatabase.fresh();
    private final Settings settings = new Settings(database);

    private void put(String name, String value, String by) {
        database.call(tx -> {
            settings.put(tx, new Setting(name, value, NOON, by));
            return true;
        });
    }

    @Test
    void theLastValueHoldsAndARoomSeesOnlyItsOwn() {
        put("sync.full_interval", "60", "ada");
        put("sync.full_interval", "90", "bob");
        put("synchrotron.speed", "7", "ada");

        assertThat(settings.of("sync")).containsExactly(new Setting("sync.full_interval", "90", NOON, "bob"));
    }

    @Test
    void whatIsRemovedWasNeverChanged() {
        put("sync.full_interval", "60", "ada");
        database.call(tx -> {
            settings.remove(tx, "sync.full_interval");
            return true;
        });

        assertThat(settings.of("sync")).isEmpty();
    }
}
