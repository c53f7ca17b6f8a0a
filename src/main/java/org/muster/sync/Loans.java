package org.muster.sync;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.muster.connection.Connection;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;

/** Connections that another node observes, opened here for actions; closed when nobody has asked for a minute. */
final class Loans {

    private static final long IDLE = Duration.ofMinutes(1).toNanos();

    /** Opens a connection. */
    interface Opening {
        HypervisorConnection open(Connection connection) throws HypervisorException;
    }

    private final Opening opening;
    private final LongSupplier nanos;
    private final Map<Long, Loan> loans = new ConcurrentHashMap<>();

    /** @param nanos the monotonic clock */
    Loans(Opening opening, LongSupplier nanos) {
        this.opening = opening;
        this.nanos = nanos;
    }

    <T> T ask(Connection connection, Sources.Question<T> question) throws HypervisorException {
        Loan loan = loans.compute(connection.id(), (id, known) -> (known == null ? new Loan() : known).entered());
        try {
            return question.ask(loan.opened(connection));
        } finally {
            loan.left();
        }
    }

    /** Closes what nobody has asked for long. */
    void closeIdle() {
        for (Long id : loans.keySet()) {
            loans.computeIfPresent(id, (same, loan) -> {
                if (!loan.isIdle()) {
                    return loan;
                }
                loan.close();
                return null;
            });
        }
    }

    /** How many are open. */
    int count() {
        return loans.size();
    }

    void close() {
        loans.values().forEach(Loan::close);
        loans.clear();
    }

    private final class Loan {
        private final AtomicInteger askers = new AtomicInteger();
        private volatile long lastAsked = nanos.getAsLong();
        private @Nullable Connection of;
        private volatile @Nullable HypervisorConnection open;

        Loan entered() {
            askers.incrementAndGet();
            return this;
        }

        void left() {
            lastAsked = nanos.getAsLong();
            askers.decrementAndGet();
        }

        /** One caller opens, others wait for it. */
        synchronized HypervisorConnection opened(Connection connection) throws HypervisorException {
            HypervisorConnection known = open;
            if (known != null && (!known.isOpen() || !connection.equals(of))) {
                known.close();
                known = null;
            }
            if (known == null) {
                known = opening.open(connection);
                open = known;
                of = connection;
            }
            return known;
        }

        boolean isIdle() {
            return askers.get() == 0 && nanos.getAsLong() - lastAsked >= IDLE;
        }

        void close() {
            HypervisorConnection known = open;
            if (known != null) {
                known.close();
            }
        }
    }
}
