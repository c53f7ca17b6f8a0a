package org.muster.platform;

import java.util.List;

/**
 * A column that holds sealed texts. Whatever is not in {@link #ALL} can't be sealed, so that a new key is a key for all.
 *
 * @param place what its texts are bound to, before a colon and the row's {@code id}
 */
record SealedColumn(String place, String table, String column) {

    /** In the order in which their rows are locked: the audit trail's head is the last lock of all. */
    static final List<SealedColumn> ALL = List.of(
            new SealedColumn("connection", "connection", "credentials"),
            new SealedColumn("second_factor", "second_factor", "sealed"),
            new SealedColumn("signing_key", "signing_key", "sealed"),
            new SealedColumn("audit_head", "audit_head", "sealed_key"));

    /** @throws IllegalArgumentException if no column holds texts that are bound to such a place */
    static void require(String boundTo) {
        String place = boundTo.substring(0, Math.max(0, boundTo.indexOf(':')));
        if (ALL.stream().noneMatch(known -> known.place().equals(place))) {
            throw new IllegalArgumentException("No column is known to hold what is sealed for " + boundTo + ".");
        }
    }

    /** Where the text of a row belongs. */
    String place(long id) {
        return place + ":" + id;
    }
}
