package org.muster.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * A MariaDB server of the tests' own, if the system property {@code muster.test.database} says {@code mariadb}: the
 * machine's {@code mariadbd} on a folder of ours, a free port of the loopback address, and an account with a password.
 * It ends with this JVM. Where it is stands in {@code muster.test.mariadb.url}, {@code .user} and {@code .password}.
 */
public final class TestMariaDb implements LauncherSessionListener {

    private static final String ACCOUNT = "muster";

    /**
     * Where a server is.
     *
     * @param url ends where the name of a database belongs
     */
    public record Server(String url, String user, String password) {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty("muster.test.database", "").equals("mariadb")
                && System.getProperty("muster.test.mariadb.url") == null) {
            try {
                Server server = start();
                System.setProperty("muster.test.mariadb.user", server.user());
                System.setProperty("muster.test.mariadb.password", server.password());
                System.setProperty("muster.test.mariadb.url", server.url());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("MariaDB did not start", e);
            }
        }
    }

    /** Starts another one. */
    public static Server start() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of(System.getProperty("muster.test.folder"))), "mariadb");
        Path data = folder.resolve("data");
        run(
                command(
                        "mariadb-install-db",
                        data,
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db",
                        "--skip-name-resolve"),
                folder.resolve("install.log"));
        String password = UUID.randomUUID().toString();
        Path accounts = Files.writeString(
                folder.resolve("accounts.sql"),
                """
                ALTER USER root@localhost IDENTIFIED BY '%2$s';
                CREATE USER %1$s@'127.0.0.1' IDENTIFIED BY '%2$s';
                GRANT ALL ON *.* TO %1$s@'127.0.0.1' WITH GRANT OPTION;
                """
                        .formatted(ACCOUNT, password));
        int port = FreePorts.one();
        Process server = new ProcessBuilder(command(
                        "mariadbd",
                        data,
                        "--socket=m.sock",
                        "--pid-file=" + folder.resolve("pid"),
                        "--bind-address=127.0.0.1",
                        "--port=" + port,
                        "--init-file=" + accounts,
                        "--skip-log-bin",
                        "--skip-name-resolve",
                        "--innodb-buffer-pool-size=128M"))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("mariadbd.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server)));
        String url = "jdbc:mariadb://127.0.0.1:" + port + "/";
        Awaitility.await("MariaDB, see " + folder)
                .atMost(Duration.ofSeconds(90))
                .until(() -> !server.isAlive() || answers(url, password));
        if (!server.isAlive()) {
            throw new IOException("mariadbd ended: " + Files.readString(folder.resolve("mariadbd.log")));
        }
        return new Server(url, ACCOUNT, password);
    }

    private static List<String> command(String program, Path data, String... options) {
        List<String> command = new ArrayList<>(List.of(program, "--no-defaults", "--datadir=" + data));
        if (System.getProperty("user.name").equals("root")) {
            command.add("--user=root");
        }
        command.addAll(List.of(options));
        Path sbin = Path.of("/usr/sbin", program);
        if (Files.isExecutable(sbin)) {
            command.set(0, sbin.toString());
        }
        return command;
    }

    private static void run(List<String> command, Path log) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IOException(command.get(0) + " failed: " + Files.readString(log));
        }
    }

    private static boolean answers(String url, String password) {
        Properties account = new Properties();
        account.setProperty("user", ACCOUNT);
        account.setProperty("password", password);
        try (var connection = new org.mariadb.jdbc.Driver().connect(url, account)) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void end(Process server) {
        server.destroy();
        try {
            if (!server.waitFor(20, TimeUnit.SECONDS)) {
                server.destroyForcibly();
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
        }
    }
}
