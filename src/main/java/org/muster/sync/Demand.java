package org.muster.sync;

/**
 * A run that one node asks of another.
 *
 * @param run its number, recorded already
 * @param connections how many of the cluster's the other node is believed to observe
 */
record Demand(long run, long cluster, SyncKind kind, String cause, int connections) {}
