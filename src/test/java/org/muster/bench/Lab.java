package org.muster.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** libvirt's laboratory with a fleet of mock domains that all clients share; it ends with this. */
final class Lab implements AutoCloseable {

    private static final String SCRIPT = "src/test/lab/lab.sh";

    private final Path folder;

    /** A laboratory of its own with so many domains. */
    Lab(int domains) throws Exception {
        folder = Files.createDirectories(Path.of("target", "bench", "lab")).toAbsolutePath();
        run("start");
        run("fleet", String.valueOf(domains));
    }

    /** The fleet's address. */
    String address() throws Exception {
        return run("fleet-uri").strip();
    }

    private String run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("bash", SCRIPT));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, "lab", ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("MUSTER_LAB", folder.toString());
        Process process = builder.start();
        if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(command + " failed: " + Files.readString(output, StandardCharsets.UTF_8));
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws Exception {
        run("stop");
    }
}
