package org.muster.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.muster.access.audit.AuditCheck;
import org.muster.access.audit.AuditRow;
import org.muster.access.audit.Checkpoint;
import org.muster.access.audit.Detail;

/** The audit trail in JSON and CSV, as the openapi.yaml has it. */
final class AuditJson {

    static final List<String> COLUMNS = List.of(
            "id", "at", "actor_id", "actor", "action", "target", "source_ip", "outcome", "asked", "detail", "hash");

    private AuditJson() {}

    static void write(JsonOut out, AuditRow row) {
        Detail detail = Detail.parse(row.detail());
        out.object()
                .number("id", row.id())
                .time("at", Instant.ofEpochMilli(row.at()))
                .number("actor_id", row.actorId())
                .text("actor", row.actor())
                .text("action", row.action())
                .text("target", row.target())
                .text("source_ip", row.source())
                .text("outcome", row.outcome())
                .number("asked", row.asked())
                .object("detail");
        detail.said().forEach(out::text);
        members(out, "before", detail.before());
        members(out, "after", detail.after());
        out.endObject().text("hash", row.hash()).endObject();
    }

    private static void members(JsonOut out, String name, Map<String, String> members) {
        if (!members.isEmpty()) {
            out.object(name);
            members.forEach(out::text);
            out.endObject();
        }
    }

    static String header() {
        return String.join(",", COLUMNS) + "\r\n";
    }

    static void writeCsv(StringBuilder out, AuditRow row) {
        VmCsv.cell(out, row.id());
        VmCsv.cell(out, Instant.ofEpochMilli(row.at()));
        VmCsv.cell(out, row.actorId());
        VmCsv.cell(out, row.actor());
        VmCsv.cell(out, row.action());
        VmCsv.cell(out, row.target());
        VmCsv.cell(out, row.source());
        VmCsv.cell(out, row.outcome());
        VmCsv.cell(out, row.asked());
        VmCsv.cell(out, row.detail());
        VmCsv.cell(out, row.hash());
        out.setLength(out.length() - 1);
        out.append("\r\n");
    }

    static byte[] csv(List<AuditRow> rows) {
        StringBuilder out = new StringBuilder();
        rows.forEach(row -> writeCsv(out, row));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    static JsonOut of(AuditCheck.Result result) {
        JsonOut out = new JsonOut()
                .object()
                .flag("ok", result.ok())
                .number("rows", result.rows())
                .number("from", result.from())
                .number("to", result.to())
                .text("hash", result.hash())
                .number("broken_at", result.brokenAt())
                .text("why", result.ok() ? null : result.why());
        Checkpoint cut = result.checkpoint();
        if (cut == null) {
            return out.text("checkpoint", null).endObject();
        }
        return out.object("checkpoint")
                .number("up_to", cut.cut())
                .time("at", cut.at())
                .text("hash", cut.hash())
                .endObject()
                .endObject();
    }
}
