package org.muster.task;

import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.ObservedVm;
import org.muster.inventory.VmAction;
import org.muster.sync.Sources;

/** Looks at a task's VM until it is as asked or the patience is over, and ends the task with what was seen. */
final class Looking {

    private static final System.Logger LOG = System.getLogger(Looking.class.getName());

    private final Sources sources;
    private final TaskEnd end;
    private final TaskConfig config;
    private final Patience patience;

    Looking(Sources sources, TaskEnd end, TaskConfig config, Patience patience) {
        this.sources = sources;
        this.end = end;
        this.config = config;
        this.patience = patience;
    }

    Turn look(Job job, Look look) {
        long pass = end.nextPass();
        Optional<ObservedVm> seen;
        try {
            seen = observe(job);
        } catch (HypervisorException e) {
            return again(job, look, null, pass, words(e));
        }
        boolean tells = look.doubt() == null || ActionRules.showsInStatus(job.action());
        if (tells && isReached(job, seen)) {
            end.end(job.stored(), seen, pass, null);
            return Turn.OVER;
        }
        return again(job, tells ? look : look.atOnce(), seen, pass, tells ? tooLate(job, seen) : is(seen));
    }

    private Turn again(Job job, Look look, @Nullable Optional<ObservedVm> seen, long pass, String why) {
        boolean decided = look.once() && seen != null;
        if (!decided && !patience.isOver(look.until())) {
            return new Turn(look.pauses().next(), () -> look(job, look.later()));
        }
        if (look.lastly() != null) {
            if (seen != null) {
                return Turn.now(look.lastly());
            }
            if (!patience.isOver(look.until() + config.confirmDeadline().toNanos())) {
                return new Turn(look.pauses().next(), () -> look(job, look.later())); // nothing is stopped unseen
            }
        }
        end.end(job.stored(), seen, pass, look.doubt() == null ? why : look.doubt() + " " + why);
        return Turn.OVER;
    }

    /** Looks once more and ends it: it has failed. */
    Turn failed(Job job, String why) {
        long pass = end.nextPass();
        Optional<ObservedVm> seen = null;
        try {
            seen = observe(job);
        } catch (HypervisorException e) {
            LOG.log(Level.DEBUG, "After a refused action nothing could be observed: {0}", e.getMessage());
        }
        // It may have gone down by itself before it was to be stopped.
        boolean isDown = job.isStopping() && seen != null && isReached(job, seen);
        end.end(job.stored(), seen, pass, isDown ? null : why);
        return Turn.OVER;
    }

    private Optional<ObservedVm> observe(Job job) throws HypervisorException {
        return sources.ask(job.connection(), connection -> sight(job).of(connection));
    }

    Sight sight(Job job) {
        return new Sight(job.vm().state(), config.callDeadline());
    }

    /** A VM that exists only while it runs is gone once it is stopped. */
    private static boolean isReached(Job job, Optional<ObservedVm> seen) {
        return seen.map(vm -> ActionRules.isReached(job.action(), vm.reading().status()))
                .orElse(job.action() == VmAction.STOP || job.action() == VmAction.SHUTDOWN);
    }

    private String tooLate(Job job, Optional<ObservedVm> seen) {
        return is(seen) + " It did not " + (job.isStopping() ? VmAction.STOP : job.action()).word() + " within "
                + patience.of(job).toSeconds() + " s.";
    }

    private static String is(Optional<ObservedVm> seen) {
        return seen.map(vm -> "The VM is " + vm.reading().status().word() + ".")
                .orElse("The VM is not there any more.");
    }

    static String words(HypervisorException e) {
        return String.valueOf(e.getMessage());
    }
}
