package org.muster.api;

import jakarta.json.JsonObject;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.VmAction;
import org.muster.task.Wish;

/** Reads how an action is to be done: of a shutdown {@code force} and {@code timeout}, in seconds; of others nothing. */
final class WishJson {

    private WishJson() {}

    /** @throws InvalidRequest if a member is of the wrong type or value, or not the action's */
    static Wish read(@Nullable InputStream body, @Nullable String type, VmAction action) {
        JsonObject given = JsonBody.optional(body, type);
        Check check = new Check();
        Boolean force = JsonBody.flag(given, "force", check);
        Optional<Long> timeout = JsonBody.number(given, "timeout", check);
        if (timeout.isPresent() && (timeout.get() < 1 || timeout.get() > Wish.LONGEST)) {
            check.wrong("timeout", "must be a whole number from 1 to " + Wish.LONGEST);
        }
        if (action != VmAction.SHUTDOWN) {
            if (Boolean.TRUE.equals(force)) {
                check.wrong("force", "is for shutdown alone");
            }
            timeout.ifPresent(seconds -> check.wrong("timeout", "is for shutdown alone"));
        }
        check.done();
        return new Wish(
                Boolean.TRUE.equals(force), timeout.map(Duration::ofSeconds).orElse(null));
    }
}
