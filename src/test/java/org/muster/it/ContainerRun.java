package org.muster.it;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.test.spi.LifecycleMethodExecutor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptor;
import org.jboss.arquillian.test.spi.TestRunnerAdaptorBuilder;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One server, started by Arquillian, with the WAR that the build made and an empty database; and its end. */
final class ContainerRun implements ExtensionContext.Store.CloseableResource {

    private static final boolean WILDFLY =
            System.getProperty("arquillian.launch", "").equals("wildfly");

    private final TestRunnerAdaptor arquillian;
    private final RunningMuster muster;

    private ContainerRun(TestRunnerAdaptor arquillian, RunningMuster muster) {
        this.arquillian = arquillian;
        this.muster = muster;
    }

    /** What Arquillian deploys. */
    static final class Deployed {

        private Deployed() {}

        @Deployment(testable = false)
        public static WebArchive war() {
            return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("muster.test.war")));
        }
    }

    static ContainerRun start() {
        try {
            int offset = FreePorts.offset(8080, 9990, 8443);
            URI base = URI.create("http://127.0.0.1:" + (8080 + offset) + "/");
            URI health = WILDFLY ? URI.create("http://127.0.0.1:" + (9990 + offset) + "/") : base;
            System.setProperty("muster.test.port", String.valueOf(base.getPort()));
            System.setProperty("muster.test.management", String.valueOf(9990 + offset));
            System.setProperty("muster.test.jvm", String.join(" ", jvm(offset)));
            TestRunnerAdaptor arquillian = TestRunnerAdaptorBuilder.build();
            arquillian.beforeSuite();
            arquillian.beforeClass(Deployed.class, LifecycleMethodExecutor.NO_OP);
            return new ContainerRun(arquillian, new RunningMuster(base, health, process()));
        } catch (Exception e) {
            throw new IllegalStateException("Muster could not be deployed", e);
        }
    }

    private static List<String> jvm(int offset) throws IOException, SQLException {
        Path home = Files.createTempDirectory(
                Files.createDirectories(Path.of(System.getProperty("muster.test.folder"))), "home");
        Path temporary = Files.createDirectory(home.resolve("tmp"));
        List<String> options = new java.util.ArrayList<>(List.of(
                "-Djava.net.preferIPv4Stack=true",
                "-Djna.encoding=UTF-8",
                "-Djava.io.tmpdir=" + temporary,
                "-Djna.tmpdir=" + temporary,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx768m",
                "-Dmuster.home=" + home));
        if (WILDFLY) {
            options.add("-Djboss.socket.binding.port-offset=" + offset);
        }
        String mariaDb = System.getProperty("muster.test.mariadb.url");
        if (mariaDb != null) {
            options.addAll(database(mariaDb));
        }
        return options;
    }

    private static List<String> database(String server) throws SQLException {
        String user = System.getProperty("muster.test.mariadb.user");
        String password = System.getProperty("muster.test.mariadb.password");
        String name = "muster_" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = DriverManager.getConnection(server, user, password);
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return List.of(
                "-Dmuster.db.url=" + server + name, "-Dmuster.db.user=" + user, "-Dmuster.db.password=" + password);
    }

    private static ProcessHandle process() {
        String jar = WILDFLY ? "jboss-modules.jar" : "payara-micro.jar";
        return ProcessHandle.current()
                .descendants()
                .filter(child -> child.info().commandLine().orElse("").contains(jar))
                .findFirst()
                .orElseThrow();
    }

    RunningMuster muster() {
        return muster;
    }

    @Override
    public void close() throws Exception {
        arquillian.afterClass(Deployed.class, LifecycleMethodExecutor.NO_OP);
        arquillian.afterSuite();
        arquillian.shutdown();
    }
}
