package org.muster.api;

import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.access.audit.AuditQuery;

/**
 * What of the audit trail was asked for.
 *
 * @param page from 1
 * @param size rows a page
 */
record AuditRequest(AuditQuery query, int page, int size, Format format) {

    /** How it is answered to who accepts anything. */
    enum Format {
        JSON,
        NDJSON,
        CSV
    }

    /** Every parameter; others mean nothing. */
    static final List<String> PARAMETERS = List.of("from", "to", "actor", "action", "target", "page", "size", "format");

    private static final int MAX_TEXT = 255;

    /** @throws InvalidRequest with all that is wrong */
    static AuditRequest of(MultivaluedMap<String, String> given) {
        Check check = new Check();
        Map<String, String> single = new HashMap<>();
        for (String name : PARAMETERS) {
            List<String> values = given.getOrDefault(name, List.of());
            if (values.size() > 1) {
                check.wrong(name, "must be given once");
            } else if (!values.isEmpty()) {
                single.put(name, values.get(0));
            }
        }
        int size = number(check, single, "size", VmListRequest.MAX_SIZE, VmListRequest.DEFAULT_SIZE);
        AuditQuery query = new AuditQuery(
                time(check, "from", single.get("from"), 0),
                time(check, "to", single.get("to"), 1),
                check.text("actor", single.get("actor"), MAX_TEXT).orElse(null),
                check.text("action", single.get("action"), MAX_TEXT).orElse(null),
                check.text("target", single.get("target"), MAX_TEXT).orElse(null));
        int page = number(check, single, "page", Integer.MAX_VALUE / size, 1);
        Format format =
                check.word("format", single.get("format"), Format.values()).orElse(Format.JSON);
        check.done();
        return new AuditRequest(query, page, size, format);
    }

    private static int number(Check check, Map<String, String> given, String name, int most, int otherwise) {
        return check.number(name, given.get(name), 1, most).map(Long::intValue).orElse(otherwise);
    }

    /** @param days added to what is given as a day, UTC: {@code to} means all of it */
    private static @Nullable Instant time(Check check, String field, @Nullable String value, int days) {
        if (value == null || value.isBlank()) {
            return null;
        }
        try {
            Instant time = value.length() == 10
                    ? LocalDate.parse(value)
                            .plusDays(days)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : OffsetDateTime.parse(value).toInstant();
            if (time.isAfter(Instant.EPOCH.minusSeconds(1)) && time.isBefore(Instant.parse("9999-12-31T00:00:00Z"))) {
                return time;
            }
            check.wrong(field, "must be from 1970 to 9999");
        } catch (DateTimeException e) {
            check.wrong(field, "must be a day as 2027-01-31, or an instant as 2027-01-31T08:00:00Z");
        }
        return null;
    }
}
