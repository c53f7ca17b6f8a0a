package org.muster.hypervisor.proxmox;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The SHA-256 of a certificate, written as Proxmox VE and openssl do: {@code 36:07:F4:…}. */
record Fingerprint(String text) {

    private static final Pattern FORM = Pattern.compile("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();

    /** With or without colons, in either case; empty if it is none. */
    static Optional<Fingerprint> parse(String text) {
        String plain = text.strip().replace(":", "").toUpperCase(Locale.ROOT);
        String written = plain.replaceAll("(..)(?=.)", "$1:");
        return FORM.matcher(written).matches() ? Optional.of(new Fingerprint(written)) : Optional.empty();
    }

    static Fingerprint of(X509Certificate certificate) throws CertificateEncodingException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return new Fingerprint(HEX.formatHex(sha256.digest(certificate.getEncoded())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
