package org.muster.inventory;

/** What a pass or an action changes in the inventory. */
public sealed interface Change {

    /** What the row is to hold. */
    VmState after();

    /** A VM that the inventory does not have. */
    record Added(VmState after) implements Change {}

    /**
     * A row that differs from what was known.
     *
     * @param knownRevision of the row that {@code after} was derived from: if the row has moved on since, whoever moved it,
     *     the write is dropped and must be decided anew (rule 4)
     */
    record Updated(long id, long knownRevision, VmState before, VmState after) implements Change {}
}
