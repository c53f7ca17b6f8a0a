package org.muster.api;

import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.muster.inventory.Vm;
import org.muster.sync.ClusterRefused;

/**
 * An answer that says what went wrong, as RFC 9457 has it.
 *
 * @param detail a sentence for whoever asked; never a trace, a path or a secret
 * @param errors what is wrong with which field; empty if it isn't about fields
 * @param candidates the VMs that were meant perhaps; empty if it isn't about that
 * @param fingerprints of certificates that nobody vouches for, by address; empty if it isn't about that
 */
record Problem(
        int status, String detail, List<FieldError> errors, List<Vm> candidates, Map<String, String> fingerprints) {

    static final String TYPE = "application/problem+json";

    Problem(int status, String detail) {
        this(status, detail, List.of(), List.of(), Map.of());
    }

    Problem(int status, String detail, List<FieldError> errors) {
        this(status, detail, errors, List.of(), Map.of());
    }

    static Problem ofCandidates(String detail, List<Vm> candidates) {
        return new Problem(409, detail, List.of(), candidates, Map.of());
    }

    static Problem ofCluster(ClusterRefused refused, String detail) {
        return new Problem(422, detail, List.of(new FieldError(refused.field(), detail)), List.of(), refused.seen());
    }

    /** @param instance the path that was asked for */
    byte[] toBytes(String instance) {
        JsonOut out = new JsonOut();
        out.object()
                .text("type", "about:blank")
                .text("title", title())
                .number("status", status)
                .text("detail", detail)
                .text("instance", instance);
        if (!errors.isEmpty()) {
            writeErrors(out);
        }
        if (!candidates.isEmpty()) {
            writeCandidates(out);
        }
        if (!fingerprints.isEmpty()) {
            writeFingerprints(out);
        }
        return out.endObject().toBytes();
    }

    private String title() {
        if (status == 422) {
            return "Unprocessable Content";
        }
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }

    private void writeErrors(JsonOut out) {
        out.array("errors");
        for (FieldError error : errors) {
            out.object()
                    .text("field", error.field())
                    .text("message", error.message())
                    .endObject();
        }
        out.endArray();
    }

    private void writeCandidates(JsonOut out) {
        out.array("candidates");
        for (Vm vm : candidates) {
            out.object()
                    .number("id", vm.id())
                    .number("vmid", vm.vmid())
                    .number("cluster_id", vm.state().clusterId())
                    .text("name", vm.state().details().name())
                    .text("node", vm.state().node())
                    .endObject();
        }
        out.endArray();
    }

    private void writeFingerprints(JsonOut out) {
        out.array("fingerprints");
        fingerprints.forEach((address, fingerprint) -> out.object()
                .text("address", address)
                .text("sha256", fingerprint)
                .endObject());
        out.endArray();
    }
}
