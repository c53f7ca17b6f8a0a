package org.muster.api;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.VmQuery;
import org.muster.inventory.VmStatus;

/**
 * What a list was asked for.
 *
 * @param page from 1
 * @param size rows a page
 * @param since answers only what changed after it; null for all
 * @param live the VMs are to be observed first
 */
record VmListRequest(VmQuery query, int page, int size, @Nullable Cursor since, boolean live) {

    static final int DEFAULT_SIZE = 100;
    static final int MAX_SIZE = 1000;

    private enum Order {
        ASC,
        DESC
    }

    private static final int MAX_TEXT = 255;
    private static final int MAX_WORDS = 16;

    /** Every parameter of the list; others mean nothing. */
    static final List<String> PARAMETERS = List.of(
            "search",
            "cluster",
            "status",
            "tag",
            "host",
            "stale",
            "error",
            "gone",
            "sort",
            "order",
            "page",
            "size",
            "since",
            "force_refresh",
            "live");

    /** @throws InvalidRequest with all that is wrong */
    static VmListRequest of(MultivaluedMap<String, String> given) {
        Check check = new Check();
        Map<String, String> single = singles(given, check);
        VmQuery query = query(single, statuses(given, check), check);
        int size = number(check, single, "size", MAX_SIZE, DEFAULT_SIZE);
        int page = number(check, single, "page", Integer.MAX_VALUE / size, 1); // rows before it must count as an int
        Cursor since = since(single.get("since"), check);
        boolean live = Boolean.TRUE.equals(check.flag("live", single.get("live")))
                | Boolean.TRUE.equals(check.flag("force_refresh", single.get("force_refresh")));
        check.done();
        return new VmListRequest(query, page, size, since, live);
    }

    /** The query that matches all VMs of the clusters that are asked for. */
    VmQuery wholeCluster() {
        return new VmQuery(
                List.of(), query.cluster(), Set.of(), null, null, null, null, true, VmQuery.Sort.NAME, false);
    }

    private static VmQuery query(Map<String, String> given, Set<VmStatus> statuses, Check check) {
        return new VmQuery(
                searchWords(given.get("search"), check),
                check.number("cluster", given.get("cluster"), 1, Check.MAX_ID).orElse(null),
                statuses,
                check.text("tag", given.get("tag"), MAX_TEXT).orElse(null),
                check.text("host", given.get("host"), MAX_TEXT).orElse(null),
                check.flag("stale", given.get("stale")),
                check.flag("error", given.get("error")),
                Boolean.TRUE.equals(check.flag("gone", given.get("gone"))),
                check.word("sort", given.get("sort"), VmQuery.Sort.values()).orElse(VmQuery.Sort.NAME),
                check.word("order", given.get("order"), Order.values()).orElse(Order.ASC) == Order.DESC);
    }

    private static List<String> searchWords(@Nullable String search, Check check) {
        List<String> words = check.text("search", search, MAX_TEXT)
                .map(text -> Arrays.asList(text.split("\\s+")))
                .orElse(List.of());
        if (words.size() > MAX_WORDS) {
            check.wrong("search", "must have at most " + MAX_WORDS + " words");
        }
        return words;
    }

    private static Set<VmStatus> statuses(MultivaluedMap<String, String> given, Check check) {
        return given.getOrDefault("status", List.of()).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .flatMap(word -> check.word("status", word, VmStatus.values()).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int number(Check check, Map<String, String> given, String name, int most, int otherwise) {
        return check.number(name, given.get(name), 1, most).map(Long::intValue).orElse(otherwise);
    }

    private static @Nullable Cursor since(@Nullable String text, Check check) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Cursor cursor = Cursor.of(text).orElse(null);
        if (cursor == null) {
            check.wrong("since", "must be a cursor of an earlier answer");
        }
        return cursor;
    }

    /** All but {@code status} may be given once only: of two, we could only guess which one is meant. */
    private static Map<String, String> singles(MultivaluedMap<String, String> given, Check check) {
        Map<String, String> single = new LinkedHashMap<>();
        for (String name : PARAMETERS) {
            List<String> values = given.getOrDefault(name, List.of());
            if (values.size() > 1 && !name.equals("status")) {
                check.wrong(name, "must be given once");
            } else if (!values.isEmpty()) {
                single.put(name, values.get(0));
            }
        }
        return single;
    }
}
