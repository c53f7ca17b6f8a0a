package org.muster.hypervisor.libvirt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A laboratory's host of mock domains, which begins without any, reached through a tap. */
public final class MockHost implements AutoCloseable {

    private final Lab lab;
    private final RpcTap tap;

    public MockHost(Lab lab) {
        this.lab = lab;
        lab.lab("heal");
        clear();
        tap = new RpcTap(lab.fleetTarget().addresses().get(0));
    }

    /**
     * Removes the driver's own domain, and those of before: the daemon forgets them only when it has noticed that the last
     * client is gone.
     */
    private void clear() {
        lab.lab("fleet", "0");
        each("destroy", "list --uuid");
        each("undefine", "list --all --uuid");
    }

    private void each(String command, String list) {
        lab.fleetVirsh(list)
                .lines()
                .filter(id -> !id.isBlank())
                .forEach(id -> lab.fleetVirsh(command + " " + id.strip()));
    }

    public RpcTap tap() {
        return tap;
    }

    /** The id of a VM by its number. */
    public static String uuid(int number) {
        return String.format("00000000-0000-4000-8000-%012x", number);
    }

    /** Defines VMs vm-0, vm-1, … that don't run. */
    public void define(int count) {
        each(
                "define",
                IntStream.range(0, count).mapToObj(i -> xml(i, "vm-" + i, "")).toList());
    }

    /** Starts vm-0, vm-1, … */
    public void start(int count) {
        each("start", count);
    }

    /** Does the same to vm-0, vm-1, … */
    public void each(String command, int count) {
        virsh(IntStream.range(0, count).mapToObj(i -> command + " vm-" + i).collect(Collectors.joining("; ")));
    }

    /** Defines a VM. @param more elements of its XML */
    public void define(int number, String name, String more) {
        each("define", List.of(xml(number, name, more)));
    }

    /** Starts a VM that has no definition: it is gone once it ends. */
    public void create(int number) {
        each("create", List.of(xml(number, "vm-" + number, "")));
    }

    private static String xml(int number, String name, String more) {
        return "<domain type='test'><name>" + name + "</name><uuid>" + uuid(number) + "</uuid>"
                + "<memory unit='MiB'>64</memory><vcpu>1</vcpu><os><type>hvm</type></os>" + more + "</domain>";
    }

    private void each(String command, List<String> domains) {
        try {
            Path folder = Files.createTempDirectory("mock");
            StringBuilder commands = new StringBuilder();
            for (int i = 0; i < domains.size(); i++) {
                Path file = Files.writeString(folder.resolve(i + ".xml"), domains.get(i));
                commands.append(command).append(' ').append(file).append("; ");
            }
            virsh(commands.toString());
            for (int i = 0; i < domains.size(); i++) {
                Files.delete(folder.resolve(i + ".xml"));
            }
            Files.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Calls {@code virsh}, beside the tap. */
    public String virsh(String commands) {
        return lab.fleetVirsh(commands);
    }

    /** The daemon: {@code freeze}, {@code thaw}, {@code kill}. */
    public void daemon(String action) {
        lab.lab(action);
    }

    /** A daemon that has forgotten all of its mock domains. */
    public void restart() {
        lab.lab("restart");
        clear();
    }

    @Override
    public void close() {
        tap.close();
        lab.lab("heal");
    }
}
