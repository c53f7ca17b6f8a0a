package org.muster.hypervisor;

/** The source shows a certificate that nobody vouches for. Nothing but the greeting of TLS was sent to it. */
public class UntrustedSource extends HypervisorException {

    private static final long serialVersionUID = 1L;

    private final String fingerprint;

    /**
     * @param message as of any {@link HypervisorException}
     * @param fingerprint of the certificate that was shown, as an administrator may confirm it
     */
    public UntrustedSource(String message, String fingerprint, Throwable cause) {
        super(Reason.UNTRUSTED, message, cause);
        this.fingerprint = fingerprint;
    }

    /** Of the certificate that was shown. */
    public String fingerprint() {
        return fingerprint;
    }
}
