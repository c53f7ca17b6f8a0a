package org.muster.sync;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.muster.platform.Refused;

/** A cluster can't be added or changed so. */
public class ClusterRefused extends Exception implements Refused {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final transient Map<String, String> seen;

    /**
     * @param field the member of the request that is wrong
     * @param message one sentence for the administrator
     */
    public ClusterRefused(String field, String message) {
        this(field, message, Map.of());
    }

    /**
     * As the other one.
     *
     * @param seen fingerprints of the certificates that nobody vouches for, by address
     */
    public ClusterRefused(String field, String message, Map<String, String> seen) {
        super(message);
        this.field = field;
        this.seen = Collections.unmodifiableMap(new LinkedHashMap<>(seen));
    }

    /** The member of the request that is wrong. */
    public String field() {
        return field;
    }

    /**
     * What an administrator may confirm: fingerprints (SHA-256) of the certificates that nobody vouches for, by address.
     * Empty if it isn't about that.
     */
    public Map<String, String> seen() {
        return seen;
    }
}
