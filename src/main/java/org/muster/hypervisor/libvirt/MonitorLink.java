package org.muster.hypervisor.libvirt;

import java.time.Duration;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.TimeLeft;

/**
 * Questions that libvirt passes on to the QEMU of each domain, all with {@link Virt#NOWAIT}. The first question that
 * meets a QEMU which has just fallen silent hangs; from then on libvirt knows that it is busy and leaves it out. So when
 * there is no answer the silent ones are looked for over the main link, and the question is asked once more.
 */
final class MonitorLink {

    private static final System.Logger LOG = System.getLogger(MonitorLink.class.getName());
    private static final int FIRST_TRY = 50;
    /** Where nobody was silent, the host is just slow. */
    private static final int PATIENT_TRY = 80;

    private final Link main;
    private final SideLink side;
    private final Silence silence;
    private volatile boolean patient;

    MonitorLink(Link main, SideLink side, Silence silence) {
        this.main = main;
        this.side = side;
        this.silence = silence;
    }

    /**
     * Asks.
     *
     * @throws HypervisorException SOURCE_FAILED if there was no answer though the source answers otherwise; else as
     *     {@link Link#call}, and the main link is spent
     */
    <T> T ask(Duration limit, Link.Question<T> question) throws VirtException, HypervisorException {
        TimeLeft left = new TimeLeft(limit);
        HypervisorException failure;
        try {
            return side.call(left.percent(patient ? PATIENT_TRY : FIRST_TRY), question);
        } catch (HypervisorException e) {
            failure = e;
        }
        if (failure.endsConnection() && main.call(left.now(), silence::search)) {
            try {
                return side.call(left.now(), question);
            } catch (HypervisorException e) {
                failure = e;
            }
        } else {
            patient |= failure.reason() == Reason.TIMEOUT;
        }
        LOG.log(System.Logger.Level.DEBUG, "No answer over a side link: {0}", failure.getMessage());
        throw failure.endsConnection()
                ? new HypervisorException(Reason.SOURCE_FAILED, "Its VMs' figures could not be read in time.")
                : failure;
    }
}
