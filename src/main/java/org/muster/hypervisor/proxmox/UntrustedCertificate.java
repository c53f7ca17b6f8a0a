package org.muster.hypervisor.proxmox;

import java.security.cert.CertificateException;

/** The other side showed a certificate that nobody vouches for. */
final class UntrustedCertificate extends CertificateException {

    private static final long serialVersionUID = 1L;

    private final String seen;

    UntrustedCertificate(Fingerprint seen, String why) {
        super(why);
        this.seen = seen.text();
    }

    /** The fingerprint of the certificate that was shown. */
    Fingerprint seen() {
        return new Fingerprint(seen);
    }
}
