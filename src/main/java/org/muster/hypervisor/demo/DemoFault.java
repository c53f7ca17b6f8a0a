package org.muster.hypervisor.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** What can be wrong with a demo host. */
public enum DemoFault {
    /** Nothing. */
    NONE,
    /** Takes questions and answers nothing. */
    HANG,
    /** Takes no connections; those that were open are broken. */
    REFUSE,
    /** Every answer breaks off. */
    CUT,
    /** Answers a VM at a time, each as late as the host's latency. */
    DRIP,
    /** Says that it has no VM. */
    EMPTY,
    /** Leaves every second VM out and does not say so. */
    HALF,
    /** Lists its first VM twice. */
    TWICE;

    /** What of the truth a host with this fault tells. */
    <T> List<T> told(List<T> truth) {
        return switch (this) {
            case EMPTY -> List.of();
            case HALF ->
                IntStream.range(0, truth.size())
                        .filter(i -> i % 2 == 1)
                        .mapToObj(truth::get)
                        .toList();
            case TWICE -> twice(truth);
            case NONE, HANG, REFUSE, CUT, DRIP -> truth;
        };
    }

    private static <T> List<T> twice(List<T> truth) {
        List<T> told = new ArrayList<>(truth);
        told.addAll(truth.subList(0, Math.min(1, truth.size())));
        return told;
    }
}
