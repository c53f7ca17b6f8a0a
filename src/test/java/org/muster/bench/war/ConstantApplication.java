package org.muster.bench.war;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The peer of the API: in the benchmark's copy of the WAR only, behind the same authentication. */
@ApplicationPath("api/bench")
public class ConstantApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(ConstantResource.class);
    }
}
