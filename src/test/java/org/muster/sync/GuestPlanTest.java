package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.GuestObservation.Agent;
import org.muster.inventory.VmGuests.Running;

class GuestPlanTest {

    private static final Duration INTERVAL = Duration.ofSeconds(300);

    private double luck = 0.5;
    private final GuestPlan plan = new GuestPlan(() -> luck);

    private static long at(Duration time) {
        return time.toNanos();
    }

    private static Running vm(String id) {
        return vm(id, null);
    }

    private static Running vm(String id, @Nullable Instant started) {
        return new Running(10, id.hashCode(), id, "host-10", started);
    }

    private void heard(String id, GuestObservation seen, Duration now) {
        plan.heard(id, seen, INTERVAL, Sample.NOON, at(now));
    }

    private void runs(String... ids) {
        List<Running> all = new ArrayList<>();
        for (String id : ids) {
            all.add(vm(id));
        }
        plan.running(all, Duration.ZERO, 0);
    }

    private @Nullable String next(Duration now) {
        return plan.next(at(now)).map(Running::externalId).orElse(null);
    }

    /** How long after {@code now} the guest, the only one, is due. */
    private Duration wait(Duration now) {
        Duration waited = Duration.ZERO;
        while (next(now.plus(waited)) == null) {
            waited = waited.plusSeconds(1);
        }
        return waited;
    }

    @Test
    void newVmsAreSpread() {
        luck = 0.25;
        plan.running(List.of(vm("a")), Duration.ofSeconds(100), 0);

        assertThat(wait(Duration.ZERO)).isEqualTo(Duration.ofSeconds(25));
        heard("a", ToldGuests.silent(), Duration.ZERO);
        plan.running(List.of(vm("a"), vm("b")), Duration.ofSeconds(100), 0);
        assertThat(wait(Duration.ZERO)).as("one that starts later").isLessThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void theLongestDueIsAskedFirstSoThatNobodyIsLeftOut() {
        runs("a", "b", "c");
        List<String> asked = new ArrayList<>();
        Duration now = Duration.ZERO;
        for (int turn = 0; turn < 3; turn++) {
            String id = String.valueOf(next(now));
            asked.add(id);
            heard(id, ToldGuests.answers("10.0.0.1", "debian"), now);
            now = now.plusSeconds(1);
        }
        assertThat(asked).containsExactlyInAnyOrder("a", "b", "c");
        assertThat(next(now)).isNull();
        assertThat(next(now.plus(INTERVAL))).isEqualTo(asked.get(0));
    }

    @Test
    void oneThatAnswersIsAskedEveryInterval() {
        runs("a");
        heard("a", ToldGuests.answers("10.0.0.1", "debian"), Duration.ZERO);
        assertThat(wait(Duration.ZERO)).isEqualTo(INTERVAL);
    }

    @Test
    void oneThatDoesNotIsAskedAfterTenMinutesThenTwiceAsLongUpToAnHour() {
        runs("a");
        Duration now = Duration.ZERO;
        List<Long> waits = new ArrayList<>();
        for (Agent agent : List.of(Agent.SILENT, Agent.AWAY, Agent.NONE, Agent.SILENT, Agent.AWAY)) {
            heard("a", GuestObservation.nothing(agent, 1), now);
            Duration wait = wait(now);
            waits.add(wait.toMinutes());
            now = now.plus(wait);
        }
        assertThat(waits).containsExactly(10L, 20L, 40L, 60L, 60L);
    }

    @Test
    void whatFailedTogetherDoesNotComeBackTogether() {
        runs("a");
        luck = 0;
        heard("a", ToldGuests.silent(), Duration.ZERO);
        assertThat(wait(Duration.ZERO)).isEqualTo(Duration.ofMinutes(8));
        luck = 1;
        plan.again(Set.of("a"), at(Duration.ofHours(1)));
        heard("a", ToldGuests.silent(), Duration.ofHours(1));
        assertThat(wait(Duration.ofHours(1))).isEqualTo(Duration.ofMinutes(12));
    }

    @Test
    void oneWithoutAnAgentWhoseAddressIsKnownIsAskedForThatEveryInterval() {
        runs("a");
        for (Duration now : List.of(Duration.ZERO, Duration.ofHours(1))) {
            heard("a", ToldGuests.lease(Agent.NONE, "10.0.0.1"), now);
            assertThat(wait(now)).isEqualTo(INTERVAL);
        }
    }

    @Test
    void anAnswerEndsTheLongWaits() {
        runs("a");
        heard("a", ToldGuests.silent(), Duration.ZERO);
        heard("a", ToldGuests.silent(), Duration.ofHours(1));
        heard("a", ToldGuests.answers("10.0.0.1", "debian"), Duration.ofHours(2));
        heard("a", ToldGuests.silent(), Duration.ofHours(3));
        assertThat(wait(Duration.ofHours(3))).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void anEventHasOneAskedAtOnceButNotMoreThanEveryFiveSeconds() {
        runs("a");
        heard("a", ToldGuests.away(), Duration.ZERO);
        plan.again(Set.of("a", "unknown"), at(Duration.ofSeconds(60)));
        assertThat(next(Duration.ofSeconds(60))).isEqualTo("a");

        heard("a", ToldGuests.away(), Duration.ofSeconds(60));
        plan.again(Set.of("a"), at(Duration.ofSeconds(61)));
        assertThat(wait(Duration.ofSeconds(61))).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void oneThatIsStartedAnewIsForgottenAndAStartThatWandersIsTheSame() {
        plan.running(List.of(vm("a", Sample.NOON)), Duration.ZERO, 0);
        heard("a", ToldGuests.silent(), Duration.ZERO);

        plan.running(List.of(vm("a", Sample.NOON.plusSeconds(12))), Duration.ZERO, at(Duration.ofSeconds(30)));
        assertThat(next(Duration.ofSeconds(40))).isNull();
        plan.running(List.of(vm("a", Sample.NOON.plusSeconds(60))), Duration.ZERO, at(Duration.ofSeconds(70)));
        assertThat(next(Duration.ofSeconds(75))).isEqualTo("a");
    }

    @Test
    void oneThatStoppedIsNotAskedAndForgotten() {
        runs("a");
        heard("a", ToldGuests.silent(), Duration.ZERO);
        runs();
        assertThat(next(Duration.ofDays(1))).isNull();
        runs("a");
        assertThat(next(Duration.ofSeconds(5))).isEqualTo("a");
    }

    @Test
    void aQuestionThatFailsWaitsLikeOneWithoutAnAnswer() {
        runs("a");
        plan.failed("a", INTERVAL, 0);
        assertThat(wait(Duration.ZERO)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aQuestionThatFailsIsNotAskedAgainBeforeTheGuestsTurn() {
        luck = 0;
        runs("a");
        plan.failed("a", Duration.ofMinutes(10), 0);
        assertThat(wait(Duration.ZERO)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void anAgentIsAwayForLongAfterAnHourWithoutAnAnswer() {
        runs("a");
        heard("a", ToldGuests.answers("10.0.0.1", "debian"), Duration.ZERO);
        heard("a", ToldGuests.away(), Duration.ofHours(2));
        assertThat(plan.isAwayForLong("a", at(Duration.ofMinutes(179)))).isFalse();
        assertThat(plan.isAwayForLong("a", at(Duration.ofMinutes(180)))).isTrue();
        heard("a", ToldGuests.answers("10.0.0.1", "debian"), Duration.ofHours(4));
        assertThat(plan.isAwayForLong("a", at(Duration.ofHours(9)))).isFalse();
    }
}
