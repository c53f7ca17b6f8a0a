package org.muster.bench;

import java.util.HashMap;
import java.util.Map;

/** Servers that watch a demo fleet of 16 VMs a host. */
final class DemoServers {

    private static final int VMS_A_HOST = 16;

    private DemoServers() {}

    /** A server, once it is ready. @param settings beside the fleet's size */
    static BenchServer start(int vms, Map<String, String> settings) throws Exception {
        Map<String, String> all = new HashMap<>(settings);
        all.put("MUSTER_DEMO", "on");
        all.put("MUSTER_DEMO_VMS", String.valueOf(vms));
        all.put("MUSTER_DEMO_HOSTS", String.valueOf((vms + VMS_A_HOST - 1) / VMS_A_HOST));
        return BenchServer.start(BenchWars.withConstantAnswer(), "/health/ready", all);
    }
}
