package org.muster.api;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.muster.access.Audit;
import org.muster.access.Caller;

/** Writes down what a caller does before it is done, and once more if it was refused: nothing is done unrecorded. */
@Singleton
public class Trail {

    /** Something that a caller does. */
    @FunctionalInterface
    interface Deed<T, X extends Exception> {
        T run() throws X;
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
    <T, X extends Exception> T record(Caller caller, String action, String target, String detail, Deed<T, X> deed)
            throws X {
        audit.record(caller, action, target, true, detail);
        try {
            return deed.run();
        } catch (Exception e) {
            refused(caller, action, target, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** Records what was not even begun. */
    void refused(Caller caller, String action, String target, String why) {
        audit.record(caller, action, target, false, why);
    }
}
