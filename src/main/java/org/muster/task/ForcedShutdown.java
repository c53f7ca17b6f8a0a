package org.muster.task;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.FigureReading;
import org.muster.hypervisor.HypervisorException;
import org.muster.platform.Database;
import org.muster.platform.Time;
import org.muster.sync.Sources;
import org.muster.task.TaskStore.Step;

/**
 * What is kept of a shutdown that Muster itself forces, and what whoever takes it up makes of that: the guest has the time
 * that was left to it, and no VM is stopped that has been started since.
 */
final class ForcedShutdown {

    private final Sources sources;
    private final TaskStore store;
    private final Database database;
    private final TaskConfig config;
    private final Patience patience;
    private final Time time;

    ForcedShutdown(
            Sources sources, TaskStore store, Database database, TaskConfig config, Patience patience, Time time) {
        this.sources = sources;
        this.store = store;
        this.database = database;
        this.config = config;
        this.patience = patience;
        this.time = time;
    }

    /** The guest was asked. That is kept: whoever takes this up knows it. */
    Job asked(Job job) {
        if (!job.wish().force() || job.stored().step() != null) {
            return job;
        }
        database.call(tx -> store.step(tx, job.task(), Step.ASKED));
        return job.at(Step.ASKED);
    }

    /** From now on nobody else stops it. False if it is another node's. */
    boolean stopping(Job job) {
        return database.call(tx -> store.step(tx, job.task(), Step.STOPPING));
    }

    /** Whether whoever takes it up may stop the VM: not if its time was over long ago, for it may have been started again. */
    boolean isToBeStopped(Job job) {
        return job.isToBeStopped() && !left(job).plus(config.confirmDeadline()).isNegative();
    }

    /** Of the guest's time; negative if it is over. */
    Duration left(Job job) {
        Instant started = job.stored().task().started();
        return started == null
                ? Duration.ofDays(-1)
                : Duration.between(time.now(), started.plus(patience.ofGuest(job)));
    }

    /** Why it is not to be stopped by whoever took it up; null if nothing is against it. */
    @Nullable
    String against(Job job) {
        Instant begun = job.stored().task().started();
        Long uptime;
        try {
            uptime =
                    sources
                            .ask(job.connection(), connection -> connection.observeFigures(config.callDeadline()))
                            .readings()
                            .stream()
                            .filter(vm -> vm.externalId().equals(job.externalId()))
                            .map(FigureReading::uptimeSeconds)
                            .findFirst()
                            .orElse(null);
        } catch (HypervisorException e) {
            return "Whether it was started again since can't be told: " + Looking.words(e);
        }
        boolean isSince = uptime != null
                && begun != null
                && time.now().minusSeconds(uptime).isAfter(begun);
        return isSince ? "It was started again since its guest was asked to shut down." : null;
    }
}
