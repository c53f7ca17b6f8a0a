package org.muster.ui.audit;

import java.time.Instant;
import org.muster.access.audit.AuditCheck;
import org.muster.access.audit.Checkpoint;
import org.muster.ui.page.When;

/**
 * What came of a check, in words.
 *
 * @param words the sentence
 * @param cut what was cut off before, in a sentence; empty if nothing was
 * @param hash the last good row's
 */
public record AuditVerdict(boolean ok, String words, String cut, String hash) {

    static AuditVerdict of(AuditCheck.Result result, Instant now) {
        Checkpoint checkpoint = result.checkpoint();
        String cut = checkpoint == null
                ? ""
                : "Rows up to " + checkpoint.cut() + " were cut off for their age "
                        + When.at(checkpoint.at(), now).relative() + "; the checkpoint that was left fits.";
        if (result.ok()) {
            String words = "All " + result.rows() + " rows are as they were written, up to row " + result.to() + ".";
            return new AuditVerdict(true, words, cut, result.hash());
        }
        String words = "The trail is not as it was written, from row " + result.brokenAt() + " on: " + result.why();
        return new AuditVerdict(false, words, "", result.hash());
    }
}
