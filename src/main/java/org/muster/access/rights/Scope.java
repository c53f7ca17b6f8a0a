package org.muster.access.rights;

import java.util.Locale;

/**
 * What a grant is about.
 *
 * @param id of the cluster, group or VM; else 0
 * @param tag the tag, else empty
 */
public record Scope(Kind kind, long id, String tag) {

    /** Everything, the VMs of a cluster, those with a tag, those that a group or one of its groups owns, or one VM. */
    public enum Kind {
        ALL,
        CLUSTER,
        TAG,
        GROUP,
        VM;

        /** The word in JSON and in the database. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Everything. */
    public static final Scope ALL = new Scope(Kind.ALL, 0, "");

    public static Scope cluster(long id) {
        return new Scope(Kind.CLUSTER, id, "");
    }

    public static Scope tag(String tag) {
        return new Scope(Kind.TAG, 0, tag);
    }

    public static Scope group(long id) {
        return new Scope(Kind.GROUP, id, "");
    }

    public static Scope vm(long id) {
        return new Scope(Kind.VM, id, "");
    }

    static Scope of(String word, long id, String tag) {
        return new Scope(Kind.valueOf(word.toUpperCase(Locale.ROOT)), id, tag);
    }

    /** For the audit trail: {@code vm:17}, {@code tag:class-a}. */
    @Override
    public String toString() {
        return switch (kind) {
            case ALL -> "all";
            case TAG -> "tag:" + tag;
            default -> kind.word() + ":" + id;
        };
    }
}
