package org.muster.sync;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.HypervisorConnection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.Observation;
import org.muster.hypervisor.ObservedVm;
import org.muster.hypervisor.StatusObservation;
import org.muster.hypervisor.StatusReading;
import org.muster.inventory.ConnectionState.Effort;
import org.muster.platform.DatabaseException;
import org.muster.platform.Meters;
import org.muster.platform.Time;

/** Runs one pass over one connection on the calling thread: observe, commit, then what is optional. */
@Singleton
public class PassRunner {

    private static final Logger LOG = System.getLogger(PassRunner.class.getName());

    /** What a pass brought, and whether a full one should follow at once. */
    record Result(Run.Outcome outcome, boolean wantsFull) {}

    private final Sources sources;
    private final PassWriter writer;
    private final PassExtras extras;
    private final Fences fences;
    private final SyncSettings settings;
    private final Meters meters;
    private final Time time;
    private final DoubleSupplier luck;

    @Inject
    public PassRunner(
            Sources sources,
            PassWriter writer,
            PortCheck ports,
            Fences fences,
            SyncSettings settings,
            Meters meters,
            Time time) {
        this(sources, writer, ports, fences, settings, meters, time, () -> ThreadLocalRandom.current()
                .nextDouble());
    }

    /** @param luck 0..1, spreads what failed together */
    PassRunner(
            Sources sources,
            PassWriter writer,
            PortCheck ports,
            Fences fences,
            SyncSettings settings,
            Meters meters,
            Time time,
            DoubleSupplier luck) {
        this.sources = sources;
        this.writer = writer;
        this.extras = new PassExtras(sources, writer, ports, settings, meters);
        this.fences = fences;
        this.settings = settings;
        this.meters = meters;
        this.time = time;
        this.luck = luck;
    }

    /** Never throws: whatever goes wrong is in the outcome, the log and the connection's state. */
    Result run(Source source, SyncKind kind) {
        long began = time.nanos();
        String cluster = Long.toString(source.connection().clusterId());
        try {
            Result result = observe(source, kind, began);
            meters.time("muster_sync_pass", time.since(began), "cluster", cluster, "kind", kind.word());
            return result;
        } catch (PassWriter.Overtaken e) {
            LOG.log(
                    Level.INFO,
                    "A {0} pass of connection {1} came too late: {2}.",
                    kind.word(),
                    source.connection().id(),
                    e.getMessage());
            meters.count("muster_sync_failures", 1, "cluster", cluster, "reason", "overtaken");
            return new Result(Run.Outcome.failed("overtaken: " + e.getMessage()), false);
        } catch (DatabaseException e) {
            LOG.log(
                    Level.WARNING,
                    "A {0} pass of connection {1} could not be written: {2}",
                    kind.word(),
                    source.connection().id(),
                    e.getMessage());
            meters.count("muster_sync_failures", 1, "cluster", cluster, "reason", "database");
            return new Result(Run.Outcome.failed("the database failed"), false);
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "A pass of connection " + source.connection().id() + " failed unexpectedly.", e);
            meters.count("muster_sync_failures", 1, "cluster", cluster, "reason", "defect");
            return new Result(Run.Outcome.failed("an unexpected failure; see the log"), false);
        }
    }

    /** Whether it is to be asked at this tick of the quick timer. */
    boolean isTurn(Source source) {
        return source.isTurn(settings.now().quickTicksMost(), time.nanos());
    }

    /** Whether its connection was closed by the other side since it was last asked. */
    boolean isLost(Source source) {
        return source.isLost(settings.now().quickInterval(), time.nanos());
    }

    /** Whether a source that has failed answers again, asked as cheaply as can be. Never throws. */
    boolean answers(Source source) {
        try {
            source.passWait().during(() -> {
                sources.probe(source);
                return source;
            });
            return true;
        } catch (HypervisorException | DatabaseException e) {
            LOG.log(
                    Level.DEBUG,
                    "Connection {0} does not answer yet: {1}",
                    source.connection().addresses(),
                    e.getMessage());
        } catch (RuntimeException | LinkageError e) {
            LOG.log(Level.ERROR, "Asking connection " + source.connection().id() + " failed unexpectedly.", e);
        }
        return false;
    }

    private Result observe(Source source, SyncKind kind, long began) {
        HypervisorException refusal = source.failures().refusal(began);
        if (refusal != null) {
            return new Result(Run.Outcome.failed(String.valueOf(refusal.getMessage())), false);
        }
        Pass pass = pass(source, began);
        try {
            HypervisorConnection connection = source.passWait().during(() -> sources.opened(source));
            boolean fresh = source.isFresh();
            Result seen = kind == SyncKind.FULL
                    ? full(source, pass, connection, began)
                    : quick(source, pass, connection, began);
            Result result = fresh ? new Result(seen.outcome(), true) : seen;
            if (source.isFailing()) {
                LOG.log(
                        Level.INFO,
                        "Connection {0} answers again.",
                        source.connection().addresses());
            }
            keepPace(source, result);
            source.failures().over();
            if (kind == SyncKind.FULL) {
                source.observedInFull(began);
            }
            extras.figures(source, pass, connection);
            source.placed().rest();
            if (kind == SyncKind.FULL) {
                extras.ports(source, pass);
            }
            return result;
        } catch (HypervisorException e) {
            return failed(source, pass, e, began);
        }
    }

    private Result full(Source source, Pass pass, HypervisorConnection connection, long began)
            throws HypervisorException {
        Observation seen =
                source.passWait().during(() -> connection.observe(settings.now().fullDeadline()));
        requireDistinct(seen.vms().stream().map(ObservedVm::reading).toList());
        source.observedInFullPerhaps();
        Decision decision = writer.full(pass, seen, toll(source, SyncKind.FULL, began), source.placed());
        sources.lookAt(Placement.open(decision.changes(), pass));
        if (decision.quarantine() != null) {
            LOG.log(Level.WARNING, "Connection {0}: {1}.", pass.connectionId(), decision.quarantine());
        }
        return result(decision, seen.vms().size(), seen.calls());
    }

    private Result quick(Source source, Pass pass, HypervisorConnection connection, long began)
            throws HypervisorException {
        StatusObservation seen = source.passWait()
                .during(() -> connection.observeStatuses(settings.now().quickDeadline()));
        requireDistinct(seen.readings());
        Decision decision = writer.quick(pass, seen, toll(source, SyncKind.QUICK, began), source.placed());
        sources.lookAt(Placement.open(decision.changes(), pass));
        return result(decision, seen.readings().size(), seen.calls());
    }

    private Toll toll(Source source, SyncKind kind, long began) {
        long now = time.nanos();
        Duration base = settings.now().quickInterval();
        int ticks = source.ifQuiet(kind, settings.now().quickTicksMost(), now);
        Effort quiet = new Effort(base.multipliedBy(ticks), source.calls().aMinute(now));
        return new Toll(Duration.ofNanos(now - began), quiet, base);
    }

    private void keepPace(Source source, Result result) {
        Run.Outcome outcome = result.outcome();
        boolean changed = outcome.added() + outcome.changed() + outcome.gone() > 0;
        if (changed || result.wantsFull() || source.isFailing()) {
            source.pace().stir();
        } else {
            source.pace().quiet();
        }
    }

    /** What names a VM twice is no list of VMs (rule 1). */
    private static void requireDistinct(List<StatusReading> readings) throws HypervisorException {
        long distinct =
                readings.stream().map(StatusReading::externalId).distinct().count();
        if (distinct < readings.size()) {
            throw new HypervisorException(HypervisorException.Reason.BAD_ANSWER, "the answer lists a VM twice");
        }
    }

    private static Result result(Decision decision, int seen, int calls) {
        return new Result(
                new Run.Outcome(
                        seen, decision.added(), decision.changed(), decision.gone(), decision.errors(), calls, null),
                decision.wantsFull());
    }

    private Result failed(Source source, Pass pass, HypervisorException e, long began) {
        if (source.isClosed()) {
            return new Result(Run.Outcome.failed("paused or removed meanwhile"), false);
        }
        Duration wait = failed(source, e);
        // The same failure again is no news.
        Level level = source.failures().count() == 1 ? Level.WARNING : Level.DEBUG;
        LOG.log(
                level,
                "Connection {0}: {1} ({2})",
                source.connection().addresses(),
                e.getMessage(),
                e.reason().word());
        meters.count(
                "muster_sync_failures", 1,
                "cluster", Long.toString(pass.clusterId()),
                "reason", e.reason().word());
        writer.failed(pass, e, source.failures().count(), wait, toll(source, SyncKind.FULL, began));
        return new Result(Run.Outcome.failed(String.valueOf(e.getMessage())), false);
    }

    /** How long to wait. */
    private Duration failed(Source source, HypervisorException e) {
        Hypervisor adapter = sources.adapterOf(source.connection());
        Duration refused = adapter == null || !e.isRefusal() ? Duration.ZERO : adapter.refusalWait();
        return refused.isZero()
                ? source.failures().failed(settings.now().backOff(), luck.getAsDouble(), time.nanos())
                : source.failures().refused(e, refused, time.nanos());
    }

    private Pass pass(Source source, long began) {
        Hypervisor adapter = sources.adapterOf(source.connection());
        long number = writer.nextPass();
        Set<Long> fenced = adapter == null ? Set.of() : fences.within(adapter.statusLag());
        return source.pass(number, time.now(), source.sinceFull(began), fenced);
    }
}
