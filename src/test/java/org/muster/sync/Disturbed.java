package org.muster.sync;

import static org.muster.sync.KeptConnections.call;
import static org.muster.sync.KeptConnections.proxy;

import java.sql.Connection;
import javax.sql.DataSource;

/** A data source on which something happens, once, just before a statement is prepared. */
final class Disturbed {

    private String before = "";
    private Runnable between = () -> {};

    /** @param part of the statement's text */
    void once(String part, Runnable what) {
        before = part;
        between = what;
    }

    DataSource over(DataSource real) {
        return proxy(DataSource.class, (self, method, arguments) -> {
            Object answer = call(real, method, arguments);
            return answer instanceof Connection connection ? over(connection) : answer;
        });
    }

    private Connection over(Connection real) {
        return proxy(Connection.class, (self, method, arguments) -> {
            if (method.getName().equals("prepareStatement") && ((String) arguments[0]).contains(before)) {
                Runnable once = between;
                between = () -> {};
                once.run();
            }
            return call(real, method, arguments);
        });
    }
}
