package org.muster.hypervisor.demo;

/**
 * Which fleet: two of one size and seed are the same fleet.
 *
 * @param seed of its chance
 * @param hosts 1..10,000
 * @param vms 0..100,000, spread over the hosts in turn
 */
record DemoFleetSize(long seed, int hosts, int vms) {

    static final int MAX_HOSTS = 10_000;
    static final int MAX_VMS = 100_000;
    static final long MAX_SEED = 999_999_999;

    DemoFleetSize {
        require(seed >= 0 && seed <= MAX_SEED, "a demo fleet's seed is 0 to " + MAX_SEED);
        require(hosts >= 1 && hosts <= MAX_HOSTS, "a demo fleet has 1 to " + MAX_HOSTS + " hosts");
        require(vms >= 0 && vms <= MAX_VMS, "a demo fleet has 0 to " + MAX_VMS + " VMs");
    }

    /** The name of a host, counted from 1. */
    static String hostName(int host) {
        return "demo-%02d".formatted(host);
    }

    private static void require(boolean holds, String words) {
        if (!holds) {
            throw new IllegalArgumentException(words);
        }
    }
}
