package org.muster.hypervisor.proxmox.pve;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A VM or container of the cluster; changed by {@link ProxmoxDouble#change} or by the API's actions. */
public final class Guest {

    final int vmid;
    final boolean qemu;
    String node;
    final Map<String, JsonValue> config = new LinkedHashMap<>();
    final List<JsonObject> snapshots = new ArrayList<>();

    /** QEMU's own word: "running", "paused", "io-error"; "stopped" without a process. */
    String qmpStatus = "stopped";

    /** Epoch seconds. */
    long startedAt;

    int pid;
    Agent agent = Agent.ANSWERS;

    /** Heeds the power button. */
    boolean hasSystem = true;

    boolean lacksDisk;

    @Nullable
    String pool;

    @Nullable
    String haState;

    List<String> addresses = new ArrayList<>();

    /** What a start says in its task's log. */
    @Nullable
    String says;

    /** What its node told the cluster last; null if nothing or too long ago. */
    @Nullable
    JsonObject told;

    Guest(int vmid, boolean qemu, String node) {
        this.vmid = vmid;
        this.qemu = qemu;
        this.node = node;
    }

    /** A stopped QEMU VM of 2 cores and 2 GiB whose agent is switched on. */
    public static Guest qemu(int vmid, String name, String node) {
        Guest guest = new Guest(vmid, true, node);
        guest.config("name", name).config("memory", "2048").config("ostype", "l26");
        guest.config.put("cores", Data.number(2));
        guest.config.put("sockets", Data.number(1));
        guest.config("agent", "enabled=1").config("scsihw", "virtio-scsi-single");
        guest.config("scsi0", "local:%d/vm-%d-disk-0.qcow2,size=32G".formatted(vmid, vmid));
        guest.config("net0", "virtio=%s,bridge=vmbr0,firewall=1".formatted(guest.mac()));
        guest.newIdentity();
        guest.addresses.add("10.%d.%d.%d".formatted(vmid >> 16 & 255, vmid >> 8 & 255, vmid & 255));
        return guest;
    }

    /** A stopped container of 1 core and 512 MiB. */
    public static Guest lxc(int vmid, String name, String node) {
        Guest guest = new Guest(vmid, false, node);
        guest.config("hostname", name).config("arch", "amd64").config("ostype", "debian");
        guest.config.put("memory", Data.number(512));
        guest.config.put("swap", Data.number(512));
        guest.config.put("cores", Data.number(1));
        guest.config("rootfs", "local:%d/vm-%d-disk-0.raw,size=8G".formatted(vmid, vmid));
        guest.config("net0", "name=eth0,bridge=vmbr0,hwaddr=%s,ip=dhcp,type=veth".formatted(guest.mac()));
        guest.addresses.add("10.%d.%d.%d".formatted(vmid >> 16 & 255, vmid >> 8 & 255, vmid & 255));
        return guest;
    }

    /** Another {@code smbios1} and {@code vmgenid}, as a VM that was made anew under the old number has. */
    public Guest newIdentity() {
        config("smbios1", "uuid=" + UUID.randomUUID());
        return config("vmgenid", UUID.randomUUID().toString());
    }

    /** Sets a property of the configuration, or takes it out if null. */
    public Guest config(String name, @Nullable String value) {
        if (value == null) {
            config.remove(name);
        } else {
            config.put(name, Data.text(value));
        }
        return this;
    }

    public Guest template() {
        config.put("template", Data.number(1));
        return this;
    }

    /** QEMU's word for what it does; all but "stopped" mean that a process is there. */
    public Guest status(String word) {
        qmpStatus = word;
        return this;
    }

    /** Whether it reacts to a wish to shut down. */
    public Guest system(boolean heedsThePowerButton) {
        hasSystem = heedsThePowerButton;
        return this;
    }

    public Guest agent(Agent behaviour) {
        agent = behaviour;
        return this;
    }

    /** Its first disk is gone: a start fails, in its task. */
    public Guest withoutDisk() {
        lacksDisk = true;
        return this;
    }

    public Guest pool(@Nullable String name) {
        pool = name;
        return this;
    }

    public Guest haState(@Nullable String state) {
        haState = state;
        return this;
    }

    public Guest node(String name) {
        node = name;
        return this;
    }

    public Guest addresses(String... those) {
        addresses = new ArrayList<>(List.of(those));
        return this;
    }

    public Guest snapshot(String name, String description, long epochSeconds) {
        snapshots.add(Data.object()
                .add("name", name)
                .add("description", description)
                .add("snaptime", epochSeconds)
                .add("vmstate", 0)
                .build());
        return this;
    }

    public int vmid() {
        return vmid;
    }

    public String node() {
        return node;
    }

    /** Else it is a container. */
    public boolean isVm() {
        return qemu;
    }

    public boolean isRunning() {
        return !qmpStatus.equals("stopped");
    }

    boolean isTemplate() {
        return config.containsKey("template") && plain("template").equals("1");
    }

    String name() {
        return plain(qemu ? "name" : "hostname");
    }

    String id() {
        return kind() + "/" + vmid;
    }

    String kind() {
        return qemu ? "qemu" : "lxc";
    }

    /** A property of the configuration, empty if it isn't there. */
    String plain(String property) {
        JsonValue value = config.get(property);
        return value == null ? "" : Data.plain(value);
    }

    boolean hasAgent() {
        String option = plain("agent");
        return option.startsWith("1") || option.contains("enabled=1");
    }

    String mac() {
        return "BC:24:11:%02X:%02X:%02X".formatted(vmid >> 16 & 255, vmid >> 8 & 255, vmid & 255);
    }

    void start(long now, int process) {
        qmpStatus = "running";
        startedAt = now;
        pid = process;
    }

    void stop() {
        qmpStatus = "stopped";
    }
}
