package org.muster.api;

import jakarta.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.sync.SettingChanges.Held;
import org.muster.sync.SyncKey;

/** Settings in JSON, as the openapi.yaml has them. */
final class SettingsJson {

    private SettingsJson() {}

    static JsonOut write(JsonOut out, List<Held> all) {
        out.object().object("settings");
        for (Held held : all) {
            SyncKey key = held.key();
            out.object(key.word());
            if (key.isSwitch()) {
                out.flag("value", held.value() == 1).flag("default", held.configured() == 1);
            } else {
                out.number("value", held.value())
                        .number("default", held.configured())
                        .number("least", key.least())
                        .number("most", key.most());
            }
            out.time("changed_at", held.changed()).text("changed_by", held.by()).endObject();
        }
        return out.endObject().endObject();
    }

    /** Null if the member is null: then what is configured is to hold. */
    static @Nullable Long value(JsonObject wish, SyncKey key, Check check) {
        if (key.isSwitch()) {
            Boolean on = JsonBody.flag(wish, key.word(), check);
            return on == null ? null : (Long) (on ? 1L : 0L);
        }
        return JsonBody.number(wish, key.word(), check).orElse(null);
    }
}
