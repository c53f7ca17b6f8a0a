package org.muster.sync;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import javax.sql.DataSource;

/** A data source whose connections are used again: opening one takes longer than a pass. */
final class KeptConnections implements AutoCloseable {

    private final DataSource real;
    private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();

    KeptConnections(DataSource real) {
        this.real = real;
    }

    DataSource source() {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("getConnection")) {
                return call(real, method, arguments);
            }
            Connection kept = idle.poll();
            return kept(kept == null ? real.getConnection() : kept);
        });
    }

    private Connection kept(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("close")) {
                return call(connection, method, arguments);
            }
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
            idle.push(connection);
            return null;
        });
    }

    @Override
    public void close() throws SQLException {
        for (Connection connection : idle) {
            connection.close();
        }
    }

    static Object call(Object on, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
