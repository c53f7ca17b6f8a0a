package org.muster.hypervisor.proxmox.pve;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A key and its certificate, made on the spot: the JDK has no interface to make one, so this writes the DER itself. */
public final class Certificate {

    private static final byte[] ECDSA_SHA256 = sequence(oid("2A8648CE3D040302"));
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private final KeyPair key;
    private final X509Certificate certificate;
    private final String name;

    private Certificate(KeyPair key, X509Certificate certificate, String name) {
        this.key = key;
        this.certificate = certificate;
        this.name = name;
    }

    /** For 127.0.0.1, good for a day. */
    public static Certificate selfSigned() {
        Instant now = Instant.now();
        return selfSigned("127.0.0.1", now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1)));
    }

    /** @param host an IPv4 address or a DNS name, the only one that it is for */
    public static Certificate selfSigned(String host, Instant from, Instant until) {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
            keys.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair key = keys.generateKeyPair();
            byte[] content = content(host, key, from, until);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key.getPrivate());
            signature.update(content);
            byte[] signed = sequence(content, ECDSA_SHA256, der(0x03, new byte[1], signature.sign()));
            return new Certificate(key, read(signed), host);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate read(byte[] der) throws GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    }

    private static byte[] content(String host, KeyPair key, Instant from, Instant until) throws IOException {
        byte[] cn = sequence(oid("550403"), der(0x0C, host.getBytes(StandardCharsets.UTF_8)));
        byte[] subject = sequence(der(0x31, cn));
        byte[] validity = sequence(time(from), time(until));
        byte[] version = der(0xA0, der(0x02, new byte[] {2}));
        byte[] serial =
                der(0x02, BigInteger.valueOf(System.nanoTime() & Long.MAX_VALUE).toByteArray());
        boolean address = host.matches("[0-9.]+");
        byte[] general = address
                ? der(0x87, InetAddress.getByName(host).getAddress())
                : der(0x82, host.getBytes(StandardCharsets.US_ASCII));
        byte[] names = sequence(oid("551D11"), der(0x04, sequence(general)));
        byte[] authority = sequence(oid("551D13"), der(0x04, sequence(der(0x01, new byte[] {(byte) 0xFF}))));
        byte[] extensions = der(0xA3, sequence(names, authority));
        byte[] publicKey = key.getPublic().getEncoded();
        return sequence(version, serial, ECDSA_SHA256, subject, validity, subject, publicKey, extensions);
    }

    private static byte[] time(Instant instant) {
        return der(0x18, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] oid(String hex) {
        return der(0x06, HexFormat.of().parseHex(hex));
    }

    private static byte[] sequence(byte[]... parts) {
        return der(0x30, parts);
    }

    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(tag);
        int length = content.size();
        if (length > 255) {
            all.write(0x82);
            all.write(length >> 8);
        } else if (length > 127) {
            all.write(0x81);
        }
        all.write(length & 255);
        all.writeBytes(content.toByteArray());
        return all.toByteArray();
    }

    /** SHA-256 as /nodes and openssl write it: "36:07:F4:..." */
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a file of trusted certificates holds. */
    public String pem() {
        try {
            Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
            String body = lines.encodeToString(certificate.getEncoded());
            return "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a server with this certificate. */
    SSLContext serverContext() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(name, key.getPrivate(), new char[0], new X509Certificate[] {certificate});
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, new char[0]);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    X509Certificate x509() {
        return certificate;
    }
}
