package org.muster.hypervisor.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Has Jazzer look for answers that the adapter's decoding can't take, guided by what they reach in it. It begins with every
 * recorded answer, plain and packed. More runs: {@code -Dmuster.fuzz.runs=10000000}. What it finds is kept as a test.
 */
class AnswerFuzzTest {

    private static final long RUNS = Long.getLong("muster.fuzz.runs", 15_000);

    @Test
    void noAnswerHarmsTheDecoding(@TempDir Path folder) throws Exception {
        Path seeds = Files.createDirectory(folder.resolve("seeds"));
        for (Map.Entry<String, Answer> one : Recorded.answers().entrySet()) {
            byte[] body = one.getValue().body();
            String name = one.getKey().replaceAll("[^a-z0-9-]", "_");
            Files.write(seeds.resolve(name), body);
            Files.write(seeds.resolve(name + ".gz"), packed(body));
        }
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + AnswerFuzz.class.getName(),
                "--instrumentation_includes=org.muster.**",
                "--custom_hook_includes=org.muster.**",
                "--reproducer_path=" + folder,
                "-artifact_prefix=" + folder + "/found-",
                "-runs=" + RUNS,
                "-seed=20261122",
                "-max_len=20000",
                seeds.toString());
        Process jazzer = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(jazzer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(jazzer.waitFor()).as(said).isZero();
        assertThat(said).as("it was at work").contains("DONE", "cov: ").doesNotContain("cov: 0 ");
    }

    private static byte[] packed(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        }
        return packed.toByteArray();
    }
}
