package org.muster.ui.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.muster.access.audit.AuditRow;
import org.muster.access.audit.Detail;
import org.muster.ui.page.When;

/**
 * One row in words.
 *
 * @param asked the row that asked for what this tells the outcome of; null if there is none
 * @param words what else there is to say, a line each
 */
public record AuditLine(
        long id,
        When at,
        String actor,
        String action,
        String target,
        String source,
        String outcome,
        String badge,
        @Nullable Long asked,
        List<String> words) {

    static AuditLine of(AuditRow row, Instant now) {
        return new AuditLine(
                row.id(),
                When.at(Instant.ofEpochMilli(row.at()), now),
                row.actor(),
                row.action(),
                row.target(),
                row.source(),
                row.outcome(),
                badge(row.outcome()),
                row.asked(),
                words(Detail.parse(row.detail())));
    }

    private static String badge(String outcome) {
        return switch (outcome) {
            case "ok" -> "completed";
            case "refused", "failed" -> "failed";
            default -> "queued";
        };
    }

    private static List<String> words(Detail detail) {
        List<String> words = new ArrayList<>();
        detail.said().forEach((name, value) -> words.add(isPlain(name) ? value : name + ": " + value));
        TreeSet<String> changed = new TreeSet<>(detail.before().keySet());
        changed.addAll(detail.after().keySet());
        for (String name : changed) {
            String before = detail.before().getOrDefault(name, "–");
            words.add(name + ": " + before + " → " + detail.after().getOrDefault(name, "–"));
        }
        return words;
    }

    private static boolean isPlain(String name) {
        return switch (name) {
            case "what", "why", "how", "text" -> true;
            default -> false;
        };
    }
}
