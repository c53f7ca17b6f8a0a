package org.muster.sync.lease;

/**
 * A process of Muster that lives, as the database knows it.
 *
 * @param id drawn at its start
 * @param name of its machine
 */
public record Node(long id, String name) {}
