package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java program that says READY and is killed some time later. */
final class KilledProcess {

    private KilledProcess() {}

    /** Starts it, awaits READY, waits that long and kills it. */
    static void run(Class<?> program, Duration moment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            StringBuilder said = new StringBuilder();
            String line;
            do {
                line = output.readLine();
                said.append(line).append('\n');
                assertThat(line).as("the process ended by itself: %s", said).isNotNull();
            } while (!line.equals("READY"));
            process.waitFor(moment.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly().waitFor();
        }
    }
}
