package org.muster.hypervisor.proxmox.pve;

/** Ends the answering of a request with this answer. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    Refusal(Reply reply) {
        super(reply.reason(), null, false, false);
        this.reply = reply;
    }

    /** 500 with that message, as most of what goes wrong. */
    Refusal(String message) {
        this(Reply.error(500, message));
    }

    Reply reply() {
        return reply;
    }
}
