package org.muster.bench.war;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Always the same JSON. */
@Path("constant")
public class ConstantResource {

    /** What the least possible answer costs on this server. */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public String get() {
        return "{\"ok\":true}";
    }
}
