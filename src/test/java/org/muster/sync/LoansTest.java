package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.connection.Connection;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;

/** What is opened for actions on connections that another node observes. */
class LoansTest {

    private static final Duration WAIT = Duration.ofMinutes(5);

    private final Connection connection = connection("first");
    private long now;
    private int opened;
    private Reason reason = Reason.CREDENTIALS_REFUSED;
    private final Loans loans = new Loans(
            one -> {
                opened++;
                throw new HypervisorException(reason, "refused " + opened);
            },
            one -> WAIT,
            () -> now);

    private static Connection connection(String seal) {
        return new Connection(1, 1, "proxmox", List.of("https://127.0.0.1:1"), true, seal);
    }

    private void ask(Connection of, String words) {
        assertThatThrownBy(() -> loans.ask(of, open -> open.isOpen()))
                .isInstanceOf(HypervisorException.class)
                .hasMessage(words);
    }

    @Test
    void r13WhoIsRefusedIsNotAskedAgainBeforeItIsTime() {
        ask(connection, "refused 1");
        now += WAIT.toNanos() - 1;
        loans.closeIdle();
        ask(connection, "refused 1");
        now += 1;
        ask(connection, "refused 2");
    }

    @Test
    void otherCredentialsAreTriedAtOnce() {
        ask(connection, "refused 1");
        ask(connection("second"), "refused 2");
        ask(connection("second"), "refused 2");
    }

    @Test
    void whatCannotBeReachedIsTriedAgain() {
        reason = Reason.UNREACHABLE;
        ask(connection, "refused 1");
        ask(connection, "refused 2");
    }

    @Test
    void aRefusalIsForgottenInTheEnd() {
        ask(connection, "refused 1");
        now += WAIT.plusMinutes(2).toNanos();
        loans.closeIdle();
        assertThat(loans.count()).isZero();
    }
}
