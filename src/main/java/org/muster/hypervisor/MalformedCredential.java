package org.muster.hypervisor;

/** What was given as a credential lacks, or has no such form; nobody was asked. */
public class MalformedCredential extends HypervisorException {

    private static final long serialVersionUID = 1L;

    private final String name;

    /**
     * @param name of the credential, as in {@link Target#credentials()}
     * @param message as of any {@link HypervisorException}
     */
    public MalformedCredential(String name, String message) {
        super(Reason.CREDENTIALS_REFUSED, message);
        this.name = name;
    }

    /** Which one. */
    public String name() {
        return name;
    }
}
