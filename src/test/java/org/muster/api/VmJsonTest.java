package org.muster.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.muster.inventory.Vm;

class VmJsonTest {

    @Test
    void aVmHasTheMembersOfTheContractInItsOrderAndThenOurs() {
        assertThat(json(Vms.fresh(), Vms.webServer()))
                .isEqualTo(
                        """
                {"id":1000000017,"vmid":100,"uuid":"4c1e0f3a-0000-4000-8000-000000000001","cluster_id":1,\
                "cluster_name":"lab","name":"web-server","node":"kvm-01","status":"running",\
                "status_detail":"running","task_state":null,"ip":"10.220.15.50","type":"qemu","category":"linux",\
                "memory":4096,"cores":2,"disk_size":34359738368,"uptime":86400,"cpu_usage":25.5,"memory_usage":60.2,\
                "is_template":false,"tags":["web","prod"],"rdp_available":false,"ssh_available":true,\
                "last_updated":"2026-11-21T11:59:40.123Z","last_status_check":"2026-11-21T11:59:40.123Z",\
                "sync_error":null,"stale":false,"stale_since":null,"gone_at":null,"title":"","description":"",\
                "autostart":true,"os":"debian12","pool":"front","lock":"backup","ha_state":"started","snapshots":3,\
                "nics":[{"mac":"52:54:00:00:00:01","network":"default","model":"virtio"}]}""");
    }

    @Test
    void whatIsNotKnownIsNull() {
        assertThat(json(Vms.fresh(), Vms.bare()))
                .isEqualTo(
                        """
                {"id":1000000018,"vmid":1000000018,"uuid":null,"cluster_id":1,"cluster_name":"lab","name":"",\
                "node":"","status":"running","status_detail":"","task_state":"rebooting","ip":null,"type":"lxc",\
                "category":"other","memory":0,"cores":0,"disk_size":null,"uptime":null,"cpu_usage":null,\
                "memory_usage":null,"is_template":true,"tags":[],"rdp_available":false,"ssh_available":false,\
                "last_updated":"2026-11-21T11:59:59.999Z","last_status_check":"2026-11-21T11:59:59.999Z",\
                "sync_error":"locked","stale":false,"stale_since":null,"gone_at":"2026-11-21T12:00:00.000Z",\
                "title":"","description":"","autostart":false,"os":"","pool":null,"lock":null,\
                "ha_state":null,"snapshots":null,"nics":[]}""");
    }

    @Test
    void aRowIsStaleWithItsConnection() {
        assertThat(json(Vms.stale(), Vms.webServer()))
                .contains("\"stale\":true,\"stale_since\":\"2026-11-21T11:59:00.000Z\"");
    }

    private static String json(VmJson view, Vm vm) {
        JsonOut out = new JsonOut();
        view.write(out, vm);
        return out.toString();
    }
}
