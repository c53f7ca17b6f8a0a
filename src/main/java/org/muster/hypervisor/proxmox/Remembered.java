package org.muster.hypervisor.proxmox;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;

/**
 * What outlives a connection to a cluster: the HTTP client, which keeps a thread until nobody knows it any more; the
 * address that answered; its nodes' fingerprints by name, as told by the cluster; definitions and counts of snapshots
 * that were read.
 */
record Remembered(
        HttpClient http,
        AtomicInteger preferred,
        Map<String, Fingerprint> learnt,
        Map<GuestId, ReadConfig> configs,
        Map<GuestId, ReadSnapshots> snapshots) {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** A definition as it was read. @param shape of the guest then; another one means that it has changed */
    record ReadConfig(GuestConfig config, String shape, long readAt) {}

    /** How many snapshots a guest had. @param count null if that was never told */
    record ReadSnapshots(@Nullable Integer count, long readAt) {}

    /** Null if not known. */
    @Nullable
    Integer snapshotsOf(GuestId id) {
        ReadSnapshots read = snapshots.get(id);
        return read == null ? null : read.count();
    }

    static Remembered of(Credentials credentials) throws HypervisorException {
        Map<String, Fingerprint> learnt = new ConcurrentHashMap<>();
        HttpClient http = HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(CONNECT)
                .sslContext(credentials.trust(learnt.values()).context())
                .sslParameters(new SSLParameters(null, new String[] {"TLSv1.3", "TLSv1.2"}))
                .build();
        return new Remembered(http, new AtomicInteger(), learnt, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
    }
}
