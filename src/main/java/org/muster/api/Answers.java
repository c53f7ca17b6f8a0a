package org.muster.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** Answers that no cache may keep. */
final class Answers {

    private Answers() {}

    static Response json(JsonOut json) {
        return json(json.toBytes());
    }

    static Response json(byte[] json) {
        return of(200, json).build();
    }

    /** 201 or 202, with the path of what was made. */
    static Response made(int status, String path, JsonOut json) {
        // Not location(): RESTEasy would take a path for one below /api.
        return of(status, json.toBytes()).header(HttpHeaders.LOCATION, path).build();
    }

    static Response.ResponseBuilder of(int status, byte[] json) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(json)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
