package org.muster.ui.audit;

import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.muster.access.audit.AuditQuery;

/**
 * What part of the trail is shown: read from a URL, written back into links. Whatever is not understood in a URL is as if it
 * were not there.
 *
 * @param from the first day, UTC, or empty
 * @param to the last day, UTC, or empty
 * @param actor as {@link AuditQuery} has it, or empty; likewise the other two
 * @param page from 1
 */
public record AuditFilter(String from, String to, String actor, String action, String target, int page) {

    /** Rows on a page. */
    public static final int SIZE = 50;

    private static final int LONGEST = 255;
    private static final int LAST_PAGE = 1_000_000;

    static AuditFilter of(MultivaluedMap<String, String> given) {
        String page = text(given, "page");
        return new AuditFilter(
                day(text(given, "from")),
                day(text(given, "to")),
                text(given, "actor"),
                text(given, "action"),
                text(given, "target"),
                page.matches("[0-9]{1,7}") ? Math.max(1, Math.min(LAST_PAGE, Integer.parseInt(page))) : 1);
    }

    private static String text(MultivaluedMap<String, String> given, String name) {
        String value = given.getFirst(name);
        return value == null
                ? ""
                : value.substring(0, Math.min(LONGEST, value.length())).strip();
    }

    private static String day(String text) {
        try {
            return text.matches("[0-9]{4}-[0-9-]{5}") ? LocalDate.parse(text).toString() : "";
        } catch (DateTimeException e) {
            return "";
        }
    }

    AuditQuery query() {
        return new AuditQuery(
                from.isEmpty() ? null : start(LocalDate.parse(from)),
                to.isEmpty() ? null : start(LocalDate.parse(to).plusDays(1)),
                orNull(actor),
                orNull(action),
                orNull(target));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Whether not every row is asked for. */
    public boolean isFiltered() {
        return !(from + to + actor + action + target).isEmpty();
    }

    /** The same part, another page of it. */
    public AuditFilter onPage(int other) {
        return new AuditFilter(from, to, actor, action, target, other);
    }

    /** A link to this page of this part. */
    public String href() {
        return href("/ui/audit", page > 1 ? "page=" + page : "");
    }

    /** A link to all of this part, as a file: {@code csv} or {@code ndjson}. */
    public String export(String format) {
        return href("/api/audit", "format=" + format);
    }

    private String href(String path, String last) {
        StringJoiner query = new StringJoiner("&", path + "?", "").setEmptyValue(path);
        add(query, "from", from);
        add(query, "to", to);
        add(query, "actor", actor);
        add(query, "action", action);
        add(query, "target", target);
        if (!last.isEmpty()) {
            query.add(last);
        }
        return query.toString();
    }

    private static void add(StringJoiner query, String name, String value) {
        if (!value.isEmpty()) {
            query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
    }
}
