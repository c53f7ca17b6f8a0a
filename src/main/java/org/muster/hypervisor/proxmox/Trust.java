package org.muster.hypervisor.proxmox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whose certificate is believed: those with a confirmed fingerprint and no other, or one that a given authority, or
 * one of this machine's, vouches for under the host's name. There is no way to believe any.
 */
final class Trust extends X509ExtendedTrustManager {

    private final @Nullable Predicate<Fingerprint> pinned;
    private final X509ExtendedTrustManager authorities;

    private Trust(@Nullable Predicate<Fingerprint> pinned, X509ExtendedTrustManager authorities) {
        this.pinned = pinned;
        this.authorities = authorities;
    }

    /** Believes these certificates, whatever name they bear: a cluster's nodes sign their own. */
    static Trust pinned(Predicate<Fingerprint> fingerprints) {
        return new Trust(fingerprints, authorities(null));
    }

    /** Believes what these authorities vouch for. @throws IllegalArgumentException if it holds no certificate */
    static Trust authority(String pem) {
        return new Trust(null, authorities(pem));
    }

    /** Believes what this machine's authorities vouch for. */
    static Trust system() {
        return new Trust(null, authorities(null));
    }

    SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {this}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is not to be had", e);
        }
    }

    private static X509ExtendedTrustManager authorities(@Nullable String pem) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(pem == null ? null : store(pem));
            return Stream.of(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException("This is not a PEM file of certificates.", e);
        }
    }

    private static KeyStore store(String pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate one : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))) {
            store.setCertificateEntry("ca" + number++, one);
        }
        if (number == 0) {
            throw new CertificateException("it holds no certificate");
        }
        return store;
    }

    private interface Question {
        void ask() throws CertificateException;
    }

    private void check(X509Certificate[] chain, Question authority) throws CertificateException {
        Fingerprint seen = Fingerprint.of(chain[0]);
        if (pinned != null) {
            if (!pinned.test(seen)) {
                throw new UntrustedCertificate(seen, "its certificate is not the one that was confirmed");
            }
            return;
        }
        try {
            chain[0].checkValidity(); // of one that is its own authority nobody else asks that
            authority.ask();
        } catch (CertificateExpiredException e) {
            throw new UntrustedCertificate(seen, "its certificate has expired");
        } catch (CertificateNotYetValidException e) {
            throw new UntrustedCertificate(seen, "its certificate is not valid yet");
        } catch (CertificateException e) {
            throw new UntrustedCertificate(seen, "no trusted authority vouches for its certificate");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, () -> authorities.checkServerTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, () -> authorities.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain, () -> authorities.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("nobody connects to us here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("nobody connects to us here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("nobody connects to us here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return pinned == null ? authorities.getAcceptedIssuers() : new X509Certificate[0];
    }
}
