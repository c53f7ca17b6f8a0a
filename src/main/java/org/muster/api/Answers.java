package org.muster.api;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;

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
        return of(status, json.toBytes()).location(URI.create(path)).build();
    }

    static Response.ResponseBuilder of(int status, byte[] json) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(json)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
    }
}
