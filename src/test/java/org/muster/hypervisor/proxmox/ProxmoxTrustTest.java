package org.muster.hypervisor.proxmox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.muster.hypervisor.proxmox.ProxmoxRig.LIMIT;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.Target;
import org.muster.hypervisor.proxmox.pve.Certificate;
import org.muster.hypervisor.proxmox.pve.Fleet;

/** S11: to whom the adapter tells no secret. */
class ProxmoxTrustTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int HANDSHAKE = 0x16;
    private static final int ALERT = 0x15;
    private static final int END = -1;

    private final ProxmoxRig rig = new ProxmoxRig(Fleet.of(1, 2));

    @AfterEach
    void close() {
        rig.close();
    }

    private Map<String, String> vouchedForBy(Certificate authority) {
        return Map.of(
                "token_id", Fleet.FULL,
                "token_secret", rig.credentials().get("token_secret"),
                "ca_certificate", authority.pem());
    }

    private void assertUntrusted(Map<String, String> credentials) {
        HypervisorException refused = catchThrowableOfType(HypervisorException.class, () -> rig.open(credentials));
        assertThat(refused).isNotNull();
        assertThat(refused.reason()).as(refused.getMessage()).isEqualTo(Reason.UNTRUSTED);
        assertThat(refused).hasMessageContaining(rig.pve.fingerprint());
        assertThat(rig.pve.requests()).as("no secret was sent").isEmpty();
    }

    @Test
    void s11ACertificateThatIsGoodOpensTheWay() throws Exception {
        rig.open(vouchedForBy(rig.pve.certificate())).observe(LIMIT);
    }

    @Test
    void s11AnExpiredCertificateIsRefused() {
        Instant now = Instant.now();
        rig.pve.certificate(Certificate.selfSigned("127.0.0.1", now.minus(HOUR.multipliedBy(2)), now.minus(HOUR)));
        assertUntrusted(vouchedForBy(rig.pve.certificate()));
    }

    @Test
    void s11ACertificateOfLaterIsRefused() {
        Instant now = Instant.now();
        rig.pve.certificate(Certificate.selfSigned("127.0.0.1", now.plus(HOUR), now.plus(HOUR.multipliedBy(2))));
        assertUntrusted(vouchedForBy(rig.pve.certificate()));
    }

    @Test
    void s11ACertificateForAnotherHostIsRefused() {
        Instant now = Instant.now();
        rig.pve.certificate(Certificate.selfSigned("pve.example", now.minus(HOUR), now.plus(HOUR)));
        assertUntrusted(vouchedForBy(rig.pve.certificate()));
    }

    @Test
    void s11ACertificateThatNobodyVouchesForIsRefused() {
        assertUntrusted(vouchedForBy(Certificate.selfSigned()));
    }

    @Test
    void s11AChangedFingerprintIsRefused() {
        Map<String, String> pinned = rig.credentials();
        rig.pve.certificate(Certificate.selfSigned());
        assertUntrusted(pinned);
    }

    /** A server that answers the first words with an older version of TLS, as one in between would, to break it. */
    @ParameterizedTest
    @ValueSource(strings = {"0301", "0302"})
    void s11DowngradedTlsIsRefusedBeforeAnythingIsSaid(String version) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            CompletableFuture<Said> said = CompletableFuture.supplyAsync(() -> answerIn(version, listening));
            Target target = new Target(7, List.of("https://127.0.0.1:" + listening.getLocalPort()), rig.credentials());

            HypervisorException refused =
                    catchThrowableOfType(HypervisorException.class, () -> rig.hypervisor.open(target, LIMIT));

            assertThat(refused.reason()).isEqualTo(Reason.UNREACHABLE);
            assertThat(refused).hasMessageContaining("TLS failed").hasStackTraceContaining("protocol version");
            assertThat(said.get(20, TimeUnit.SECONDS)).isIn(new Said(HANDSHAKE, ALERT), new Said(HANDSHAKE, END));
        }
    }

    /** @param first the kind of the first record, {@code then} of the next */
    private record Said(int first, int then) {}

    private static Said answerIn(String version, ServerSocket listening) {
        try (Socket socket = listening.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            int first = in.readUnsignedByte();
            in.skipNBytes(2);
            in.skipNBytes(in.readUnsignedShort());
            socket.getOutputStream().write(HexFormat.of().parseHex(hello(version)));
            return new Said(first, in.read());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** ServerHello (RFC 5246, 7.4.1.3) with TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, which these versions know. */
    private static String hello(String version) {
        String body = version + "5a".repeat(32) + "00" + "c009" + "00";
        String message = "02" + "0000" + "%02x".formatted(body.length() / 2) + body;
        return "16" + version + "00" + "%02x".formatted(message.length() / 2) + message;
    }
}
