package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.sync.Sample.seen;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.muster.inventory.Staleness;
import org.muster.inventory.VmStatus;

/** A source that answers and yet does not know: what was known stays, and is called stale. */
class ReconcilerSilenceTest {

    private final ReconcilerRig rig = new ReconcilerRig();

    @Test
    void statusThatIsNotToldLeavesWhatWasKnownAndMarksIt() {
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.RUNNING));

        rig.quick(Duration.ofSeconds(1), 10, VmStatus.UNKNOWN, "a");

        assertThat(rig.state("a").status()).isEqualTo(VmStatus.RUNNING);
        assertThat(rig.state("a").syncError()).isEqualTo(Staleness.NOT_TOLD);
        assertThat(rig.quick(Duration.ofSeconds(2), 10, VmStatus.UNKNOWN, "a").changes())
                .isEmpty();
    }

    @Test
    void statusThatIsToldAgainEndsTheMarkAtOnce() {
        rig.full(Duration.ZERO, 10, seen("a", 10, VmStatus.UNKNOWN));
        assertThat(rig.state("a").syncError()).isEqualTo(Staleness.NOT_TOLD);

        rig.quick(Duration.ofSeconds(1), 10, VmStatus.RUNNING, "a");

        assertThat(rig.state("a").syncError()).isNull();
        assertThat(rig.state("a").status()).isEqualTo(VmStatus.RUNNING);
    }
}
