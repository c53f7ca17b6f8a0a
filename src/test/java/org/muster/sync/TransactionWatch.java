package org.muster.sync;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;

/** Notes every question to a hypervisor, and those that are asked by a thread that holds a database connection. */
final class TransactionWatch {

    private final ThreadLocal<Integer> held = ThreadLocal.withInitial(() -> 0);
    private final AtomicInteger questions = new AtomicInteger();
    private final List<String> insideTransactions = new CopyOnWriteArrayList<>();

    DataSource watch(DataSource source) {
        return proxy(DataSource.class, (proxy, method, arguments) -> {
            Object result = call(source, method, arguments);
            if (result instanceof Connection connection) {
                held.set(held.get() + 1);
                return watch(connection);
            }
            return result;
        });
    }

    private Connection watch(Connection connection) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            if (method.getName().equals("close")) {
                held.set(held.get() - 1);
            }
            return call(connection, method, arguments);
        });
    }

    Hypervisor watch(Hypervisor hypervisor) {
        return proxy(Hypervisor.class, (proxy, method, arguments) -> {
            if (method.getName().equals("open")) {
                note("open");
                return watch((HypervisorConnection) call(hypervisor, method, arguments));
            }
            return call(hypervisor, method, arguments);
        });
    }

    private HypervisorConnection watch(HypervisorConnection connection) {
        return proxy(HypervisorConnection.class, (proxy, method, arguments) -> {
            if (!method.getName().equals("isOpen")) {
                note(method.getName());
            }
            return call(connection, method, arguments);
        });
    }

    private void note(String question) {
        questions.incrementAndGet();
        if (held.get() > 0) {
            insideTransactions.add(question);
        }
    }

    int questions() {
        return questions.get();
    }

    List<String> insideTransactions() {
        return insideTransactions;
    }

    private static Object call(Object on, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
