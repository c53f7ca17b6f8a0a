package org.muster.hypervisor.demo;

import org.muster.hypervisor.FigureReading;
import org.muster.inventory.VmStatus;

/** Plausible figures: smooth functions of the machine and the time. */
final class DemoFigures {

    private static final long MINUTE = 60_000;

    private DemoFigures() {}

    /** The figures of an active machine at that epoch ms. */
    static FigureReading of(DemoVm vm, DemoCondition condition, long now) {
        return new FigureReading(
                vm.id(),
                cpu(vm, condition, now),
                memory(vm, condition, now),
                Math.max(0, now - condition.startedAt()) / 1000);
    }

    /** Percent of the machine's CPUs: its role's load, waves of hours and minutes on it, a busy first minute. */
    static double cpu(DemoVm vm, DemoCondition condition, long now) {
        if (condition.status() == VmStatus.PAUSED) {
            return 0;
        }
        double hours = DemoNoise.curve(DemoNoise.mix(vm.key(), 20), now, 97 * MINUTE);
        double minutes = DemoNoise.curve(DemoNoise.mix(vm.key(), 21), now, 2 * MINUTE);
        double boot = now - condition.startedAt() < MINUTE ? 40 : 0;
        return percent(vm.role().load * (0.4 + 0.9 * hours) + 14 * minutes * minutes + boot);
    }

    /** Percent of the machine's memory: fills in the first ten minutes, then drifts slowly. */
    static double memory(DemoVm vm, DemoCondition condition, long now) {
        double full = 30
                + 45 * DemoNoise.unit(vm.key(), 22)
                + 12 * DemoNoise.curve(DemoNoise.mix(vm.key(), 23), now, 41 * MINUTE);
        double filled = Math.min(1, 0.3 + 0.07 * (now - condition.startedAt()) / MINUTE);
        return percent(full * filled);
    }

    /** Rounded to a tenth, within 0..100. */
    static double percent(double value) {
        return Math.round(Math.max(0, Math.min(100, value)) * 10) / 10.0;
    }
}
