package org.muster.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures several ways of doing the same, in turn, so that what the machine does meanwhile meets them alike. */
public final class Rounds {

    /** One measurement, in ms. */
    public interface Measured {
        double once() throws Exception;
    }

    private final Map<String, Measured> ways = new LinkedHashMap<>();

    public Rounds with(String name, Measured way) {
        ways.put(name, way);
        return this;
    }

    /** Milliseconds that a call takes. */
    public static Measured timing(Work work) {
        return () -> {
            long before = System.nanoTime();
            work.run();
            return (System.nanoTime() - before) / 1e6;
        };
    }

    /** A piece of work. */
    public interface Work {
        void run() throws Exception;
    }

    /** All results by name: {@code warmUp} rounds are thrown away. */
    public Map<String, Spread> measure(int warmUp, int rounds) throws Exception {
        Map<String, List<Double>> results = new LinkedHashMap<>();
        for (int round = -warmUp; round < rounds; round++) {
            for (var way : ways.entrySet()) {
                double ms = way.getValue().once();
                if (round >= 0) {
                    results.computeIfAbsent(way.getKey(), name -> new ArrayList<>())
                            .add(ms);
                }
            }
        }
        Map<String, Spread> spreads = new LinkedHashMap<>();
        results.forEach((name, values) -> spreads.put(name, Spread.of(values)));
        return spreads;
    }

    /** What several measurements come to. */
    public record Spread(double median, double min, double max, int count) {

        static Spread of(List<Double> values) {
            double[] sorted =
                    values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return new Spread(percentile(sorted, 50), sorted[0], sorted[sorted.length - 1], sorted.length);
        }

        /** The value that {@code percent} of the sorted values do not exceed. */
        static double percentile(double[] sorted, double percent) {
            int index = (int) Math.ceil(sorted.length * percent / 100) - 1;
            return sorted[Math.max(0, index)];
        }
    }
}
