package org.muster.sync;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.muster.hypervisor.Hypervisor;
import org.muster.hypervisor.ObservedVm;
import org.muster.inventory.SourceKind;

/** What a schedule's processes observe: sources that an operator changes and that fail, in virtual time. */
interface World extends AutoCloseable {

    /** A connection that is polled. @param cluster by whose name it is added */
    record Polled(String cluster, List<String> addresses, Map<String, String> credentials) {}

    /** Has something happen later, at the latest before all heals. */
    interface Later {
        void at(Duration when, Runnable what);
    }

    SourceKind kind();

    /** In the order in which {@link #truth} counts them, from 1. */
    List<Polled> polled();

    /** The adapter of a process that begins. */
    Hypervisor hypervisor();

    /** Chooses what goes wrong from {@code begin} on and until when; {@code notes} hears of it when it happens. */
    void fail(Duration begin, Later later, Consumer<String> notes);

    /** The operator does something, now; in words. */
    String operate();

    /** What a polled connection truly has, by external id. */
    Map<String, ObservedVm> truth(int number);

    /** Whether it has a VM and nothing was done to take it away. */
    boolean stays(int number, String id);

    @Override
    void close();
}
