package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.bench.BenchReport;
import org.muster.bench.Rounds;
import org.muster.hypervisor.proxmox.ProxmoxRig;
import org.muster.hypervisor.proxmox.pve.Fleet;
import org.muster.inventory.ConnectionState;
import org.muster.inventory.SourceKind;
import org.muster.platform.Database;
import org.muster.platform.DatabaseConfig;
import org.muster.platform.Databases;
import org.muster.platform.MusterDataSource;
import org.muster.platform.Time;

/** Passes over Proxmox VE, which the double plays in this process: HTTP, reconciling and the database. */
class ProxmoxBench {

    private static final String LIST = "/api2/json/cluster/resources";
    private static final String BARE = "the list alone, unpacked and read to its end";
    private static final int CLUSTERS = 20;
    private static final int HANGING = 4;

    private final List<ProxmoxRig> doubles = new ArrayList<>();

    @AfterEach
    void close() {
        doubles.forEach(ProxmoxRig::close);
    }

    private ProxmoxRig cluster(int vms) {
        ProxmoxRig one = new ProxmoxRig(Fleet.of(3, vms));
        doubles.add(one);
        return one;
    }

    private static SourceRig rig(Path home, ProxmoxRig first) {
        Database database = Databases.migrated(
                new MusterDataSource(new DatabaseConfig("jdbc:h2:file:" + home.resolve("muster"), "muster", "")));
        return new SourceRig(
                home,
                database,
                Sample.config(Map.of()),
                Time.SYSTEM,
                first.hypervisor,
                List.of(List.of(first.pve.address())),
                first.credentials());
    }

    @Test
    void oneClusterOf5000(@TempDir Path home) throws Exception {
        ProxmoxRig proxmox = cluster(5_000);
        BenchReport report = new BenchReport("proxmox");
        try (SourceRig rig = rig(home, proxmox)) {
            long began = System.nanoTime();
            rig.pass(1, SyncKind.FULL);
            double first = (System.nanoTime() - began) / 1e6;
            assertThat(rig.rows()).isNotEmpty();
            Map<String, Rounds.Spread> spreads = new Rounds()
                    .with(BARE, bare(proxmox))
                    .with("quick pass, nothing changed", Rounds.timing(() -> rig.pass(1, SyncKind.QUICK)))
                    .measure(20, 40);
            proxmox.pve.forget();
            rig.pass(1, SyncKind.QUICK);
            report.row("way", "full pass, all new", "median ms", first)
                    .row("way", "requests a quick pass", "rounds", proxmox.pve.requests())
                    .spreads(spreads, BARE);
        }
        report.publish();
    }

    private static Rounds.Measured bare(ProxmoxRig proxmox) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(proxmox.tls())
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(proxmox.pve.address() + LIST))
                .header("Authorization", "PVEAPIToken=" + proxmox.pve.token())
                .header("Accept-Encoding", "gzip")
                .build();
        return Rounds.timing(() -> {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            try (InputStream body = new GZIPInputStream(answer.body(), 65_536)) {
                assertThat(body.readAllBytes()).hasSizeGreaterThan(1_000_000);
            }
        });
    }

    @Test
    void twentyClustersOf2000FourOfThemHanging(@TempDir Path home) throws Exception {
        for (int i = 0; i < CLUSTERS; i++) {
            cluster(2_000);
        }
        try (SourceRig rig = rig(home, doubles.get(0))) {
            for (ProxmoxRig one : doubles.subList(1, CLUSTERS)) {
                rig.add(one.pve.address(), SourceKind.PROXMOX, List.of(List.of(one.pve.address())), one.credentials());
            }
            for (int i = 1; i <= CLUSTERS; i++) {
                rig.pass(i, SyncKind.FULL);
            }
            doubles.subList(CLUSTERS - HANGING, CLUSTERS).forEach(one -> one.pve.freeze());
            BenchReport report = new BenchReport("proxmox-clusters");
            for (int cycle = 0; cycle < 3; cycle++) {
                report.row("what", "quick cycle of the clusters that answer", "ms", cycle(rig));
            }
            report.publish();
            doubles.forEach(one -> one.pve.heal());
        }
    }

    /** Once nobody is at work on the last one: who is busy misses a quick pass. */
    private static double cycle(SourceRig rig) {
        await().until(() -> IntStream.rangeClosed(1, CLUSTERS - HANGING)
                .noneMatch(one -> rig.source(one).isBusyFor(SyncKind.QUICK)));
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS); // as passes are dated
        long began = System.nanoTime();
        rig.engine.tick(SyncKind.QUICK);
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> rig.states.all().stream()
                                .filter(one -> isSince(one, before))
                                .count()
                        >= CLUSTERS - HANGING);
        return (System.nanoTime() - began) / 1e6;
    }

    private static boolean isSince(ConnectionState state, Instant began) {
        Instant quick = state.lastQuick();
        return quick != null && !quick.isBefore(began);
    }
}
