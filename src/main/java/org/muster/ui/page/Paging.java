package org.muster.ui.page;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is shown.
 *
 * @param path of the page
 * @param filter what else its URL has; what is empty is left out
 * @param page from 1
 * @param shown rows on this page
 * @param total of all pages
 */
public record Paging(String path, Map<String, String> filter, int page, int shown, long total) {

    /** Rows on a page. */
    public static final int SIZE = 50;

    private static final int LAST = 1_000_000;

    /** The number in a URL; 1 for anything else. */
    public static int number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,7}") ? Math.max(1, Math.min(LAST, Integer.parseInt(text))) : 1;
    }

    public String value(String name) {
        return filter.getOrDefault(name, "");
    }

    /** Whether not all are asked for. */
    public boolean isFiltered() {
        return filter.values().stream().anyMatch(value -> !value.isEmpty());
    }

    /** The page before, null on the first. */
    public @Nullable String previous() {
        return page > 1 ? href(page - 1) : null;
    }

    /** The page after, null on the last. */
    public @Nullable String next() {
        return shown > 0 && (page - 1L) * SIZE + shown < total ? href(page + 1) : null;
    }

    /** Which of how many, in words. */
    public String range(String one, String many) {
        String words = total + " " + (total == 1 ? one : many);
        long before = (page - 1L) * SIZE;
        return shown == total || shown == 0 ? words : (before + 1) + "–" + (before + shown) + " of " + words;
    }

    private String href(int other) {
        StringJoiner query = new StringJoiner("&", path + "?", "");
        new TreeMap<>(filter).forEach((name, value) -> {
            if (!value.isEmpty()) {
                query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        });
        return query.add("page=" + other).toString();
    }
}
