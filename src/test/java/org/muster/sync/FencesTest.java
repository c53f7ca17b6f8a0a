package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.muster.platform.Database;
import org.muster.platform.TestDatabase;

class FencesTest {

    private static final Duration LAG = Duration.ofSeconds(15);

    private final EngineRig.HandClock clock = new EngineRig.HandClock();
    private final Database database = TestDatabase.fresh();
    private final Fences acting = new Fences(database, tx -> clock.millis());
    private final Fences observing = new Fences(database, tx -> clock.millis());

    private void began(long vm) {
        database.call(tx -> {
            acting.began(tx, vm);
            return vm;
        });
    }

    private void ended(long vm) {
        database.call(tx -> {
            acting.ended(tx, vm);
            return vm;
        });
    }

    @Test
    void anActionFencesItsVmFromItsBeginningUntilTheLagAfterItsEndOnEveryNode() {
        began(7);
        began(8);
        clock.forward(Duration.ofHours(1));
        assertThat(observing.within(LAG)).containsExactlyInAnyOrder(7L, 8L);

        ended(7);
        ended(8);
        clock.forward(LAG);
        assertThat(observing.within(LAG)).containsExactlyInAnyOrder(7L, 8L);
        clock.forward(Duration.ofSeconds(2));
        assertThat(observing.within(LAG)).isEmpty();
    }

    @Test
    void theNextActionOnAVmFencesItAnew() {
        began(7);
        ended(7);
        clock.forward(LAG.multipliedBy(2));
        began(7);
        assertThat(observing.within(LAG)).containsExactly(7L);
        ended(7);
        assertThat(observing.within(LAG)).containsExactly(7L);
    }

    @Test
    void sourcesThatDoNotLagHaveNoFences() {
        began(7);
        assertThat(observing.within(Duration.ZERO)).isEmpty();
    }

    @Test
    void whatEndedLongAgoIsForgottenAndWhatIsUnderWayIsNot() {
        began(6);
        began(7);
        ended(7);
        clock.forward(Duration.ofHours(1));
        ended(8);

        assertThat(observing.within(Duration.ofDays(1))).containsExactlyInAnyOrder(6L, 8L);
    }
}
