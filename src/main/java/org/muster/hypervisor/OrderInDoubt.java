package org.muster.hypervisor;

/** An order was sent, and its answer was lost: the source may have taken it. It must not be sent again. */
public class OrderInDoubt extends HypervisorException {

    private static final long serialVersionUID = 1L;

    private final HypervisorException lost;

    /** @param lost what became of the answer; its reason is this one's */
    public OrderInDoubt(HypervisorException lost) {
        super(lost.reason(), "Whether the order was taken is not known: " + lost.getMessage(), lost);
        this.lost = lost;
    }

    /** What became of the answer. */
    public HypervisorException lost() {
        return lost;
    }
}
