package org.muster.ui.page;

import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was typed into a form: without blanks around it, and never longer than 2,000 characters. */
public final class Typed {

    private static final int LONGEST = 2_000;
    private static final int MOST = 1_000;

    private final HttpServletRequest request;

    public Typed(HttpServletRequest request) {
        this.request = request;
    }

    /** A field's text, empty if there is none. */
    public String text(String field) {
        String value = request.getParameter(field);
        return value == null
                ? ""
                : value.substring(0, Math.min(LONGEST, value.length())).strip();
    }

    /** All that was chosen of a field. */
    public List<String> all(String field) {
        String[] values = request.getParameterValues(field);
        return values == null ? List.of() : Arrays.stream(values).limit(MOST).toList();
    }

    /** Whether a box is ticked. */
    public boolean on(String field) {
        return !text(field).isEmpty();
    }

    /** What is separated by commas or lines. */
    public List<String> list(String field) {
        return Arrays.stream(text(field).split("[,\n]"))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * The end of a day, UTC; null if none was given.
     *
     * @throws WrongField if it is none, or not ahead
     */
    public @Nullable Instant endOfDay(String field, String label) {
        String text = text(field);
        if (text.isEmpty()) {
            return null;
        }
        try {
            Instant end = LocalDate.parse(text)
                    .plusDays(1)
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
            if (end.isAfter(Instant.now()) && end.isBefore(Instant.parse("9999-12-31T00:00:00Z"))) {
                return end;
            }
            throw new WrongField(label + " must lie ahead.");
        } catch (DateTimeException e) {
            throw new WrongField(label + " must be a day like 2027-01-31.");
        }
    }

    /** A day as {@link #endOfDay} reads it, empty for none. */
    public static String day(@Nullable Instant end) {
        return end == null
                ? ""
                : end.minusMillis(1).atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    /**
     * Passes if that name was typed to confirm.
     *
     * @throws WrongField if not
     */
    public void requireConfirmed(String name) {
        if (!text("confirm").equals(name.strip())) {
            throw new WrongField("“" + name + "” was not deleted: the name typed was another.");
        }
    }

    /** These fields, to be shown in the form again. */
    public Map<String, String> again(String... fields) {
        Map<String, String> typed = new HashMap<>();
        for (String field : fields) {
            typed.put(field, text(field));
        }
        return typed;
    }
}
