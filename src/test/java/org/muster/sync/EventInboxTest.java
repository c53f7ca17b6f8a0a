package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.VmEvent;
import org.muster.hypervisor.VmEvent.Kind;

/** What is remembered of what a source told. */
class EventInboxTest {

    private final EventInbox inbox = new EventInbox(() -> {});

    private EventInbox.Batch after(Kind kind) {
        inbox.happened(new VmEvent("a", kind));
        return Objects.requireNonNull(inbox.take());
    }

    @Test
    void aVmThatWasUndefinedWhileItRanIsUndefinedWhenItStops() {
        assertThat(after(Kind.UNDEFINED).undefined()).containsExactly("a");

        assertThat(after(Kind.LIFECYCLE).undefined()).containsExactly("a");
    }

    @Test
    void aVmThatIsDefinedAgainIsUndefinedNoMore() {
        after(Kind.UNDEFINED);

        assertThat(after(Kind.DEFINED).undefined()).isEmpty();
        assertThat(after(Kind.LIFECYCLE).undefined()).isEmpty();
    }

    @Test
    void onceEventsAreLostNobodyKnowsWhatIsDefined() {
        after(Kind.UNDEFINED);
        inbox.lost();

        assertThat(Objects.requireNonNull(inbox.take()).lost()).isTrue();
        assertThat(after(Kind.LIFECYCLE).undefined()).isEmpty();
    }

    @Test
    void onlyWhatTheBatchIsAboutIsInIt() {
        after(Kind.UNDEFINED);
        inbox.happened(new VmEvent("b", Kind.LIFECYCLE));

        assertThat(Objects.requireNonNull(inbox.take()).undefined()).isEmpty();
    }

    @Test
    void aVmThatEndedIsGoneIfItIsAbsentThenAndOnlyThen() {
        EventInbox.Batch batch = after(Kind.ENDED);
        assertThat(batch.undefined()).containsExactly("a");
        inbox.again(batch);
        assertThat(Objects.requireNonNull(inbox.take()).undefined()).containsExactly("a");

        assertThat(after(Kind.LIFECYCLE).undefined()).isEmpty();
    }
}
