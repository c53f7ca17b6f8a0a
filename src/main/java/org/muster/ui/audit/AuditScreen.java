package org.muster.ui.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;

/**
 * The page of the audit trail.
 *
 * @param range which rows of how many, in words
 * @param previous null on the first page; likewise next on the last
 * @param verdict null unless it was asked for
 */
public record AuditScreen(
        Frame frame,
        Note note,
        AuditFilter filter,
        List<AuditLine> lines,
        String range,
        @Nullable AuditFilter previous,
        @Nullable AuditFilter next,
        @Nullable AuditVerdict verdict) {}
