package org.muster.sync;

/** A cluster can't be added or changed so. */
public class ClusterRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * @param field the member of the request that is wrong
     * @param message one sentence for the administrator
     */
    public ClusterRefused(String field, String message) {
        super(message);
        this.field = field;
    }

    /** The member of the request that is wrong. */
    public String field() {
        return field;
    }
}
