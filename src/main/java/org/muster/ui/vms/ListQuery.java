package org.muster.ui.vms;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.VmQuery;
import org.muster.inventory.VmQuery.Sort;
import org.muster.inventory.VmStatus;

/**
 * What part of the table is shown: read from a URL, written back into links. Whatever is not understood in a URL is as
 * if it were not there.
 *
 * @param search plain words, at most 200 characters
 * @param page from 1
 */
public record ListQuery(
        String search, @Nullable VmStatus status, @Nullable Long cluster, Sort sort, boolean descending, int page) {
    /** Rows on a page. */
    public static final int SIZE = 50;

    private static final int MAX_SEARCH = 200;
    private static final int MAX_PAGE = 1_000_000;
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /** Reads the query part of a URL, as it was sent; null is the whole table. */
    public static ListQuery parse(@Nullable String rawQuery) {
        Map<String, String> given = pairs(rawQuery == null ? "" : rawQuery);
        String search = given.getOrDefault("search", "").strip();
        Long page = number(given.getOrDefault("page", "1"));
        return new ListQuery(
                search.substring(0, Math.min(search.length(), MAX_SEARCH)),
                named(VmStatus.values(), given.get("status")),
                number(given.getOrDefault("cluster", "")),
                sortOf(given.get("sort")),
                "desc".equals(given.get("order")),
                page == null ? 1 : (int) Math.max(1, Math.min(MAX_PAGE, page)));
    }

    private static Sort sortOf(@Nullable String word) {
        Sort sort = named(Sort.values(), word);
        return sort == null ? Sort.NAME : sort;
    }

    private static <T extends Enum<T>> @Nullable T named(T[] values, @Nullable String word) {
        return Stream.of(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Long number(String digits) {
        return digits.matches("[0-9]{1,18}") ? Long.valueOf(digits) : null;
    }

    private static Map<String, String> pairs(String rawQuery) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&", 20)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.putIfAbsent(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            }
        }
        return pairs;
    }

    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) { // a % without two digits
            return "";
        }
    }

    /** The question for the inventory. */
    public VmQuery toVmQuery() {
        List<String> words =
                BLANKS.splitAsStream(search).filter(word -> !word.isEmpty()).toList();
        Set<VmStatus> statuses = status == null ? Set.of() : Set.of(status);
        return new VmQuery(words, cluster, statuses, null, null, null, null, false, sort, descending);
    }

    /** Whether not every VM is asked for. */
    public boolean isFiltered() {
        return !search.isEmpty() || status != null || cluster != null;
    }

    /** The same part, another page of it. */
    public ListQuery onPage(int other) {
        return new ListQuery(search, status, cluster, sort, descending, other);
    }

    /** Ordered by that column; the other way round if it is already. */
    public ListQuery by(Sort column) {
        return new ListQuery(search, status, cluster, column, column == sort && !descending, 1);
    }

    /** This as a URL's query, without what is the default; empty for the whole table. */
    public String toQuery() {
        StringJoiner query = new StringJoiner("&");
        if (!search.isEmpty()) {
            query.add("search=" + URLEncoder.encode(search, StandardCharsets.UTF_8));
        }
        if (status != null) {
            query.add("status=" + status.word());
        }
        if (cluster != null) {
            query.add("cluster=" + cluster);
        }
        if (sort != Sort.NAME || descending) {
            query.add("sort=" + sort.word()).add("order=" + (descending ? "desc" : "asc"));
        }
        if (page > 1) {
            query.add("page=" + page);
        }
        return query.toString();
    }

    /** A link to this part of the table. */
    public String href(String path) {
        String query = toQuery();
        return query.isEmpty() ? path : path + "?" + query;
    }
}
