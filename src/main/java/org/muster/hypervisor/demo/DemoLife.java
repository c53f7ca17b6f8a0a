package org.muster.hypervisor.demo;

/**
 * What a machine does when nobody acts on it: a function of the machine and the time. Most run for weeks, some are off, a
 * few are paused; one in five is restless and goes off (or on) for a few minutes now and then. So one in a hundred changes in
 * a minute.
 */
final class DemoLife {

    /** Each restless machine leaves its habit at most once in a slot, and is back before it ends. */
    private static final long SLOT = 1_200_000;

    private static final long DAY = 86_400_000;
    private static final long SECOND = 1000;
    private static final int SLOTS_BACK = 100;
    private static final double RESTLESS = 0.2;

    private DemoLife() {}

    /**
     * An absence from the habit, epoch ms.
     */
    private record Excursion(long from, long to) {
        static final Excursion NONE = new Excursion(0, 0);
    }

    /** What the machine does at that epoch ms. */
    static DemoCondition at(DemoVm vm, long now) {
        if (vm.details().template()) {
            return DemoCondition.OFF;
        }
        double lot = DemoNoise.unit(vm.key(), 10);
        if (lot < 0.03) {
            return DemoCondition.paused(lastBoot(vm, now));
        }
        boolean runs = lot >= 0.15;
        if (DemoNoise.unit(vm.key(), 11) < RESTLESS) {
            return restless(vm, runs, now);
        }
        return runs ? DemoCondition.running(lastBoot(vm, now)) : DemoCondition.OFF;
    }

    private static DemoCondition restless(DemoVm vm, boolean runs, long now) {
        long slot = Math.floorDiv(now, SLOT);
        Excursion current = excursion(vm, slot);
        if (now >= current.from && now < current.to) {
            return runs ? DemoCondition.OFF : DemoCondition.running(current.from);
        }
        return runs ? DemoCondition.running(lastReturn(vm, slot, now)) : DemoCondition.OFF;
    }

    private static long lastReturn(DemoVm vm, long slot, long now) {
        for (long back = slot; back > slot - SLOTS_BACK; back--) {
            Excursion excursion = excursion(vm, back);
            if (excursion != Excursion.NONE && excursion.to <= now) {
                return excursion.to;
            }
        }
        return lastBoot(vm, now);
    }

    /** Half of the slots have one. */
    private static Excursion excursion(DemoVm vm, long slot) {
        long chance = DemoNoise.mix(vm.key(), 12) + slot;
        if (DemoNoise.unit(chance, 0) < 0.5) {
            return Excursion.NONE;
        }
        long from = slot * SLOT + (60 + DemoNoise.below(chance, 1, 480)) * SECOND;
        return new Excursion(from, from + (120 + DemoNoise.below(chance, 2, 420)) * SECOND);
    }

    /** Each machine boots anew every 10 to 60 days. */
    private static long lastBoot(DemoVm vm, long now) {
        long period = 10 * DAY + DemoNoise.below(vm.key(), 13, 50 * DAY / SECOND) * SECOND;
        long phase = DemoNoise.below(vm.key(), 14, period / SECOND) * SECOND;
        return now - Math.floorMod(now + phase, period);
    }
}
