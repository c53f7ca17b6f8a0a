package org.muster.access;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.ClientErrorException;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;
import org.muster.access.audit.Detail;
import org.muster.access.audit.Outcome;
import org.muster.platform.DatabaseException;
import org.muster.platform.Refused;

/**
 * Has things done between two rows of the audit trail: one that it is asked for, before, and one of what came of it. If
 * the first can't be written, nothing is done.
 */
@Singleton
public class Trail {

    private static final System.Logger LOG = System.getLogger(Trail.class.getName());

    /** Something that a caller does. */
    @FunctionalInterface
    public interface Deed<T, X extends Exception> {
        T run() throws X;
    }

    /** Something that is only begun: whoever ends it records the outcome, {@link Audit#outcome}. */
    @FunctionalInterface
    public interface Beginning<T, X extends Exception> {
        /** @param asked the first row's id */
        T run(long asked) throws X;
    }

    private final Audit audit;

    @Inject
    public Trail(Audit audit) {
        this.audit = audit;
    }

    /**
     * Records and does it.
     *
     * @param action such as {@code vm.start}
     * @param target such as {@code vm:1000000017}
     * @param detail never a secret
     */
    public <T, X extends Exception> T record(
            Caller caller, String action, String target, Detail detail, Deed<T, X> deed) throws X {
        long asked = audit.asked(caller, action, target, detail);
        T result = guarded(asked, deed);
        try {
            audit.outcome(asked, Outcome.OK, Detail.NONE);
        } catch (DatabaseException e) { // it is done, and its first row says who did it
            LOG.log(
                    Level.WARNING,
                    "The outcome of row {0} of the audit trail was not recorded: {1}",
                    asked,
                    e.getMessage());
        }
        return result;
    }

    /** The same with a detail in words. */
    public <T, X extends Exception> T record(
            Caller caller, String action, String target, String detail, Deed<T, X> deed) throws X {
        return record(caller, action, target, Detail.of("what", detail), deed);
    }

    /** Records it and has it begun; the outcome is recorded only if that is refused or fails. */
    public <T, X extends Exception> T begin(
            Caller caller, String action, String target, Detail detail, Beginning<T, X> beginning) throws X {
        long asked = audit.asked(caller, action, target, detail);
        return guarded(asked, () -> beginning.run(asked));
    }

    /**
     * What something is to be done to; that it is not there for the caller, or not his to do, is recorded.
     *
     * @param named how the request named it
     */
    public <T> T found(Caller caller, String action, String named, Supplier<T> find) {
        try {
            return find.get();
        } catch (RuntimeException e) {
            refused(caller, action, named, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** Records what was not even begun. */
    public void refused(Caller caller, String action, String target, String why) {
        audit.record(caller, action, target, false, why);
    }

    private <T, X extends Exception> T guarded(long asked, Deed<T, X> deed) throws X {
        try {
            return deed.run();
        } catch (Throwable e) {
            notDone(asked, e);
            throw e;
        }
    }

    private void notDone(long asked, Throwable why) {
        try {
            if (isRefusal(why)) {
                audit.outcome(asked, Outcome.REFUSED, Detail.of("why", String.valueOf(why.getMessage())));
            } else { // its message may hold what is not for the trail
                audit.outcome(
                        asked, Outcome.FAILED, Detail.of("why", why.getClass().getSimpleName()));
            }
        } catch (RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    private static boolean isRefusal(Throwable why) {
        return why instanceof Refused || why instanceof ClientErrorException;
    }
}
