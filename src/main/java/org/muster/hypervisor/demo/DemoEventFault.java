package org.muster.hypervisor.demo;

/** What can happen to a demo fleet's events on their way. */
public enum DemoEventFault {
    /** Each is told once, in order. */
    NONE,
    /** None is told, and nobody notices. */
    LOST,
    /** None is told, and it is said that some were lost. */
    OVERFLOW,
    /** Each is told twice. */
    DOUBLED,
    /** Each second one is told before the first. */
    REORDERED
}
