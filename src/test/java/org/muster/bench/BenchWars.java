package org.muster.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.muster.bench.war.ConstantApplication;
import org.muster.bench.war.ConstantResource;

/** The WARs that stand beside ours in a benchmark. */
final class BenchWars {

    private static final Path FOLDER = Path.of("target", "bench");

    private BenchWars() {}

    /** A WAR with one page and nothing else. */
    static Path empty() throws IOException {
        Path war = Files.createDirectories(FOLDER).resolve("empty.war").toAbsolutePath();
        Files.deleteIfExists(war);
        try (FileSystem zip = open(war, true)) {
            Files.createDirectory(zip.getPath("WEB-INF"));
            Files.writeString(zip.getPath("index.html"), "<!doctype html><title>Empty</title>");
            Files.writeString(
                    zip.getPath("WEB-INF", "glassfish-web.xml"),
                    "<glassfish-web-app><context-root>/</context-root></glassfish-web-app>");
        }
        return war;
    }

    /** Ours with one more answer: {@code /api/bench/constant}. */
    static Path withConstantAnswer() throws IOException {
        Path war = Files.createDirectories(FOLDER)
                .resolve("muster-and-constant.war")
                .toAbsolutePath();
        Files.copy(BenchServer.war(), war, StandardCopyOption.REPLACE_EXISTING);
        try (FileSystem zip = open(war, false)) {
            add(zip, ConstantApplication.class);
            add(zip, ConstantResource.class);
        }
        return war;
    }

    private static FileSystem open(Path war, boolean create) throws IOException {
        return FileSystems.newFileSystem(URI.create("jar:" + war.toUri()), Map.of("create", String.valueOf(create)));
    }

    private static void add(FileSystem zip, Class<?> type) throws IOException {
        String name = "/" + type.getName().replace('.', '/') + ".class";
        Path target = zip.getPath("WEB-INF/classes" + name);
        Files.createDirectories(target.getParent());
        try (InputStream code = type.getResourceAsStream(name)) {
            Files.copy(code, target);
        }
    }
}
