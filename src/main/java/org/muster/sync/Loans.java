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

    /** How long nothing is asked after a refusal; zero if that does not matter. */
    interface Patience {
        Duration after(Connection connection);
    }

    private final Opening opening;
    private final Patience patience;
    private final LongSupplier nanos;
    private final Map<Long, Loan> loans = new ConcurrentHashMap<>();

    /** @param nanos the monotonic clock */
    Loans(Opening opening, Patience patience, LongSupplier nanos) {
        this.opening = opening;
        this.patience = patience;
        this.nanos = nanos;
    }

    <T> T ask(Connection connection, Sources.Question<T> question) throws HypervisorException {
        Loan loan = loans.compute(connection.id(), (id, known) -> (known == null ? new Loan() : known).entered());
        try {
            return question.ask(loan.opened(connection));
        } catch (HypervisorException e) {
            loan.failed(e, connection);
            throw e;
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
        private Failures failures = new Failures();

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
                open = null;
            }
            if (!connection.equals(of)) {
                failures = new Failures();
                of = connection;
            } else if (failures.refusal(nanos.getAsLong()) != null) {
                failures.requireWelcome();
            }
            if (known == null) {
                known = opening.open(connection);
                open = known;
            }
            return known;
        }

        /** Whoever is refused once is refused again: that is asked of no cluster before it is time. */
        synchronized void failed(HypervisorException e, Connection connection) {
            Duration wait = e.isRefusal() ? patience.after(connection) : Duration.ZERO;
            if (!wait.isZero() && connection.equals(of) && failures.refusal(nanos.getAsLong()) == null) {
                failures.refused(e, wait, nanos.getAsLong());
            }
        }

        synchronized boolean isIdle() {
            long now = nanos.getAsLong();
            return askers.get() == 0 && now - lastAsked >= IDLE && failures.refusal(now) == null;
        }

        void close() {
            HypervisorConnection known = open;
            if (known != null) {
                known.close();
            }
        }
    }
}
