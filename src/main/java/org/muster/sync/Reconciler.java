package org.muster.sync;

/** Decides what an observation changes. Pure: the same input gives the same changes. */
final class Reconciler {}
