package org.muster.sync;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.muster.connection.Connection;
import org.muster.connection.Connections;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.VmEvent;
import org.muster.inventory.SourceKind;
import org.muster.sync.lease.Lease;
import org.muster.sync.lease.Leases;

/** The connections that this node observes, as far as its leases go, and the adapters that open them. */
@Singleton
public class Sources {

    /** Something to ask of an open connection. */
    @FunctionalInterface
    public interface Question<T> {
        T ask(HypervisorConnection connection) throws HypervisorException;
    }

    private static final Logger LOG = System.getLogger(Sources.class.getName());

    private final Connections connections;
    private final Adapters adapters;
    private final SyncSettings settings;
    private final Leases leases;
    private final StoredRefusals refusals;
    private final Loans loans;
    private final Map<Long, Source> sources = new ConcurrentHashMap<>();
    private final Map<Long, Lock> opening = new ConcurrentHashMap<>();
    private final Supplier<Lock> locks;
    private final DoubleSupplier luck;
    private volatile Consumer<Source> heard = source -> {};
    private volatile boolean listening;

    @Inject
    public Sources(
            @Any Instance<Hypervisor> adapters,
            Connections connections,
            SyncSettings settings,
            Leases leases,
            StoredRefusals refusals) {
        this(adapters.stream().toList(), connections, settings, leases, refusals);
    }

    Sources(
            Collection<Hypervisor> adapters,
            Connections connections,
            SyncSettings settings,
            Leases leases,
            StoredRefusals refusals) {
        this(adapters, connections, settings, leases, refusals, ReentrantLock::new, () -> ThreadLocalRandom.current()
                .nextDouble());
    }

    /** @param locks makes what one caller holds while it opens a connection; {@code luck} is a source's */
    Sources(
            Collection<Hypervisor> adapters,
            Connections connections,
            SyncSettings settings,
            Leases leases,
            StoredRefusals refusals,
            Supplier<Lock> locks,
            DoubleSupplier luck) {
        this.locks = locks;
        this.luck = luck;
        this.connections = connections;
        this.settings = settings;
        this.leases = leases;
        this.refusals = refusals;
        this.adapters = new Adapters(adapters, connections);
        this.loans = new Loans(
                connection -> this.adapters.open(connection, settings.now().openDeadline()),
                this.adapters::refusalWait,
                System::nanoTime);
    }

    /** The adapter of a kind, if there is one. */
    Optional<Hypervisor> adapter(SourceKind kind) {
        return adapters.of(kind);
    }

    Collection<Hypervisor> adapters() {
        return adapters.all();
    }

    /** Every enabled connection that is this node's, as the database has them now; what no longer is is closed. */
    List<Source> current() {
        List<Connection> enabled = connections.enabled();
        Set<Long> ids = enabled.stream().map(Connection::id).collect(Collectors.toSet());
        closeUnless(source -> ids.contains(source.connection().id()));
        opening.keySet().retainAll(ids);
        return enabled.stream().flatMap(this::source).toList();
    }

    private Stream<Source> source(Connection connection) {
        Source source = sources.compute(connection.id(), (id, known) -> {
            Lease lease = leases.on(id);
            if (known != null
                    && known.connection().equals(connection)
                    && known.lease().equals(lease)) {
                return known;
            }
            if (known != null) {
                known.close();
            }
            return lease == null ? null : taken(connection, lease, known);
        });
        return Stream.ofNullable(source);
    }

    /** What refused another node, or this one before it was started, is not asked yet; unless it was changed meanwhile. */
    private Source taken(Connection connection, Lease lease, @Nullable Source before) {
        Source source = new Source(connection, lease, heardOf -> heard.accept(heardOf), luck);
        if (before == null || before.connection().equals(connection)) {
            refusals.of(connection, adapters.refusalWait(connection)).ifPresent(source.failures()::remember);
        }
        return source;
    }

    /** What this node holds now, without asking the database; what it no longer may observe is closed. */
    Collection<Source> held() {
        closeUnless(
                source -> source.lease().equals(leases.on(source.connection().id())));
        return sources.values();
    }

    /** Closes what this node no longer may observe, and what it opened for actions and needs no more. */
    void tidy() {
        held();
        loans.closeIdle();
    }

    private void closeUnless(Predicate<Source> still) {
        sources.values().removeIf(source -> {
            boolean over = !still.test(source);
            if (over) {
                source.close();
            }
            return over;
        });
    }

    /**
     * Asks something of a connection, opening it if need be; also of one that another node observes.
     *
     * @throws HypervisorException UNREACHABLE if it isn't polled any more, or whatever opening and asking throw
     */
    public <T> T ask(long connectionId, Question<T> question) throws HypervisorException {
        Source source = sources.get(connectionId);
        if (source == null) {
            current();
            source = sources.get(connectionId);
        }
        if (source == null) {
            Connection elsewhere = elsewhere(connectionId);
            Optional<StoredRefusals.Refusal> refusal = refusals.of(elsewhere, adapters.refusalWait(elsewhere));
            if (refusal.isPresent()) {
                throw refusal.get().why();
            }
            return loans.ask(elsewhere, question);
        }
        source.pace().stir();
        return question.ask(opened(source));
    }

    private Connection elsewhere(long connectionId) throws HypervisorException {
        return connections
                .find(connectionId)
                .filter(Connection::enabled)
                .orElseThrow(() -> new HypervisorException(
                        HypervisorException.Reason.UNREACHABLE, "This connection is not polled any more."));
    }

    /** Somebody watches what runs there. */
    void watched(long connectionId) {
        Source source = sources.get(connectionId);
        if (source != null) {
            source.pace().stir();
        }
    }

    /** Has VMs looked at soon on connections that this node holds; another node's timers do it otherwise. */
    void lookAt(Map<Long, Set<String>> vms) {
        vms.forEach((connection, ids) -> {
            Source source = sources.get(connection);
            if (source != null && !source.isFailing()) {
                ids.forEach(id -> source.inbox().happened(new VmEvent(id, VmEvent.Kind.LIFECYCLE)));
            }
        });
    }

    /** The open connection of a source. One caller opens, others wait for it; no source waits for another's. */
    HypervisorConnection opened(Source source) throws HypervisorException {
        Lock lock = opening.computeIfAbsent(source.connection().id(), id -> locks.get());
        lock.lock();
        try {
            requirePolled(source);
            source.failures().requireWelcome();
            HypervisorConnection open = source.open();
            if (open == null) {
                source.calls().add(1);
                Duration limit = source.toOpen(settings.now().openDeadline());
                open = new CountedConnection(adapters.open(source.connection(), limit), source.calls());
                source.keep(open);
                listen(source, open);
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    private static void requirePolled(Source source) throws HypervisorException {
        if (source.isClosed()) {
            throw new HypervisorException(
                    HypervisorException.Reason.UNREACHABLE, "This connection is not polled any more.");
        }
    }

    /** From now on connections are asked to tell of events; {@code heard} is told of a source that did. */
    void listen(Consumer<Source> whoHears) {
        heard = whoHears;
        listening = true;
    }

    /** A source that can't tell is right all the same, by the timers. */
    private void listen(Source source, HypervisorConnection opened) {
        if (!listening) {
            return;
        }
        try {
            source.tells(opened.listen(source.inbox(), settings.now().openDeadline()));
        } catch (HypervisorException e) {
            LOG.log(
                    Level.INFO,
                    "Connection {0} tells of no events: {1}",
                    source.connection().addresses(),
                    e.getMessage());
        }
    }

    /**
     * Asks whether a source answers, beside any connection that is open.
     *
     * @throws HypervisorException if it does not
     */
    void probe(Source source) throws HypervisorException {
        requirePolled(source);
        source.calls().add(1);
        adapters.probe(source.connection(), settings.now().openDeadline());
    }

    @Nullable
    Hypervisor adapterOf(Connection connection) {
        return adapters.of(connection);
    }

    @PreDestroy
    void close() {
        sources.values().forEach(Source::close);
        sources.clear();
        loans.close();
    }
}
