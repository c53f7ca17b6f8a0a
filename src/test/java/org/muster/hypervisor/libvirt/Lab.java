package org.muster.hypervisor.libvirt;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.Target;
import org.muster.platform.Home;

/**
 * The laboratory of {@code src/test/lab}: a real libvirtd, started once in this JVM and stopped with it; and a second
 * host of the same kind, to which guests may migrate.
 */
public final class Lab {

    private static final Path SCRIPT = Path.of("src/test/lab/lab.sh").toAbsolutePath();
    private static final Path FOLDER = Path.of("target/lab").toAbsolutePath();
    private static @Nullable Lab started;
    private static @Nullable Lab second;

    private final Path folder;
    private final String uri;
    private final String fleetUri;

    private Lab(Path folder) {
        this.folder = folder;
        run("stop");
        run("start");
        uri = run("uri").strip();
        fleetUri = run("fleet-uri").strip();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> run("stop")));
    }

    /** The laboratory, running and well, with whatever earlier tests left in it. */
    public static synchronized Lab started() {
        Lab lab = started == null ? new Lab(FOLDER) : started;
        started = lab;
        return lab;
    }

    /** Another host, with the same guest's image. */
    public static synchronized Lab second() {
        Path folder = FOLDER.resolveSibling("lab-two");
        Lab lab = second == null ? new Lab(withImageOf(started(), folder)) : second;
        second = lab;
        return lab;
    }

    private static Path withImageOf(Lab other, Path folder) {
        try {
            other.run("image");
            Path link = Files.createDirectories(folder).resolve("guest");
            Files.deleteIfExists(link);
            Files.createSymbolicLink(link, other.folder.resolve("guest"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Moves a guest that runs to the other host, as {@code virsh migrate --live} does with these options. */
    public void migrate(String guest, Lab to, String... options) {
        Path socket = folder.resolve("run").resolve("migration.sock");
        List<String> arguments = new ArrayList<>(List.of("migrate", "--live", "--unsafe"));
        arguments.addAll(Arrays.asList(options));
        arguments.addAll(List.of(guest, to.uri, "--migrateuri", "unix://" + socket));
        virsh(arguments.toArray(String[]::new));
    }

    /** The adapter, with its test drivers allowed. */
    public LibvirtHypervisor hypervisor() {
        return new LibvirtHypervisor(new LibvirtConfig(true, new Home(Path.of("target/lab/home"))));
    }

    /** The real libvirtd. */
    public Target target() {
        return new Target(1, List.of(uri), Map.of());
    }

    /** The mock domains that all clients share. */
    public Target fleetTarget() {
        return new Target(2, List.of(fleetUri), Map.of());
    }

    /** The address of the real libvirtd. */
    public String uri() {
        return uri;
    }

    /** Three guests: lab-000 and lab-001 run, the first with its agent; lab-002 is off. */
    public void awaitGuests() {
        run("heal");
        run("guests", "3");
        if (virsh("list", "--name").contains("lab-002")) {
            virsh("destroy", "lab-002");
        }
        awaitAgent("lab-000");
    }

    /** Returns when the agent of a guest that runs answers. */
    public void awaitAgent(String guest) {
        await().atMost(Duration.ofMinutes(4)) // QEMU without KVM on a busy machine
                .ignoreExceptions()
                .untilAsserted(() -> virsh("qemu-agent-command", guest, "{\"execute\":\"guest-ping\"}"));
    }

    /** Calls {@code lab.sh}. */
    public String lab(String... arguments) {
        return run(arguments);
    }

    /** Calls {@code virsh} on the real libvirtd. */
    public String virsh(String... arguments) {
        return virshOn(uri, arguments);
    }

    /** Calls {@code virsh} on the mock domains. */
    public String fleetVirsh(String... arguments) {
        return virshOn(fleetUri, arguments);
    }

    /** Defines a small VM without disks that never needs to run. */
    public void define(String name) throws IOException {
        defineXml("<domain type='qemu'><name>" + name + "</name><memory unit='MiB'>16</memory><vcpu>1</vcpu>"
                + "<os><type arch='x86_64' machine='pc'>hvm</type></os></domain>");
    }

    /** Defines a VM. */
    public void defineXml(String xml) throws IOException {
        Path file = Files.createTempFile("lab", ".xml");
        try {
            Files.writeString(file, xml);
            virsh("define", file.toString());
        } finally {
            Files.delete(file);
        }
    }

    private static String virshOn(String uri, String... arguments) {
        List<String> command = new ArrayList<>(List.of("virsh", "-q", "-c", uri));
        command.addAll(Arrays.asList(arguments));
        return execute(command);
    }

    private String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("env", "MUSTER_LAB=" + folder, SCRIPT.toString()));
        command.addAll(Arrays.asList(arguments));
        return execute(command);
    }

    private static String execute(List<String> command) {
        try {
            Path output = Files.createTempFile("lab", ".out");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                boolean ended = process.waitFor(10, TimeUnit.MINUTES);
                String said = Files.readString(output);
                if (!ended || process.exitValue() != 0) {
                    process.destroyForcibly();
                    throw new IllegalStateException(command + ": " + said.strip());
                }
                return said;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new IllegalStateException(command + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(command + " was interrupted", e);
        }
    }
}
