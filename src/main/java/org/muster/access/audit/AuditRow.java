package org.muster.access.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One row of the trail, as the database has it.
 *
 * @param id its place: each row's is one more than the one's before
 * @param at milliseconds since the epoch
 * @param actorId null if the account is not known
 * @param outcome asked, ok, refused or failed
 * @param asked the row that asked for what this one tells the outcome of; null if there is none
 * @param detail a JSON object; any text in rows from before the chain
 * @param hash see {@link #hashAfter}; null in rows from before the chain
 * @param seal null in rows from before the chain
 */
public record AuditRow(
        long id,
        long at,
        @Nullable Long actorId,
        String actor,
        String action,
        String target,
        String source,
        String outcome,
        @Nullable Long asked,
        String detail,
        @Nullable String hash,
        @Nullable String seal) {

    private static final String FORM = "muster-audit-1";

    /**
     * What the row's hash must be: SHA-256, in hexadecimal, of netstrings (length in bytes, colon, UTF-8, comma): the
     * form's name, the hash of the row before, then the row's members in their order; null is a hyphen and a comma.
     *
     * @param before the hash of the row before; empty for the first
     */
    String hashAfter(String before) {
        return HexFormat.of().formatHex(sha256().digest(content(before)));
    }

    /** The same members as bytes. */
    byte[] content(String before) {
        StringBuilder text = new StringBuilder(256);
        for (Object member : new @Nullable Object[] {
            FORM, before, id, at, actorId, actor, action, target, source, outcome, asked, detail
        }) {
            if (member == null) {
                text.append("-,");
            } else {
                String word = member.toString();
                text.append(word.getBytes(StandardCharsets.UTF_8).length)
                        .append(':')
                        .append(word)
                        .append(',');
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    AuditRow sealed(String newHash, String newSeal) {
        return new AuditRow(id, at, actorId, actor, action, target, source, outcome, asked, detail, newHash, newSeal);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
