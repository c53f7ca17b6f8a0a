package org.muster.ui.vms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.muster.inventory.IpOrigin;
import org.muster.inventory.Marks;
import org.muster.inventory.VmGuest;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Html;
import org.muster.ui.page.Note;

class VmOnePageTest {

    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>";

    private static VmGuest guest(String text) {
        return new VmGuest(
                VmGuest.Agent.ANSWERS,
                text,
                new VmGuest.Os(text, text, "12", text),
                List.of(new VmGuest.Address(text, "10.220.15.50", 24, IpOrigin.AGENT)),
                List.of(new VmGuest.FileSystem(text, text, text, 4L << 30, 1L << 30)),
                List.of(new VmGuest.User(text, text, null)),
                Sample.NOW.minusSeconds(300));
    }

    private static VmOneScreen screen(VmState state, @Nullable VmGuest guest) {
        GuestView view = guest == null ? null : GuestView.of(guest, Sample.vm(state), Sample.FRESH);
        return new VmOneScreen(
                new Frame("web-server", "vms", "ada", "token", true, true),
                Note.NONE,
                Sample.row(state),
                "linux",
                VmNotes.of(state),
                view,
                null);
    }

    @Test
    void theGuestsWordsAreShown() {
        assertThat(Html.wordsOf("vms/one.jte", screen(Sample.RUNNING, guest("words"))))
                .contains(
                        "running", "kvm-01", "answers", "words", "10.220.15.50/24 (agent)", "25 % 4.0 GiB", "5 min ago")
                .doesNotContain("Not current");
    }

    @Test
    void whatIsNotCurrentSaysSinceWhen() {
        VmState stopped = Sample.in(VmStatus.STOPPED);
        assertThat(Html.wordsOf("vms/one.jte", screen(stopped, guest("words"))))
                .contains("Not current: last known 5 min ago");
    }

    @Test
    void aGuestThatWasNeverAskedIsSaidToBe() {
        assertThat(Html.wordsOf("vms/one.jte", screen(Sample.RUNNING, null))).contains("It has not been asked yet.");
    }

    @Test
    void whatItsClusterNotesIsShown() {
        VmState noted = Sample.RUNNING.withMarks(new Marks("front/web", "backup", "started"));
        assertThat(Html.wordsOf("vms/one.jte", screen(noted, null)))
                .contains("Locked for backup", "Pool front/web", "High availability started")
                .doesNotContain("Snapshots");
        assertThat(Html.wordsOf("vms/one.jte", screen(Sample.RUNNING, null)))
                .doesNotContain("Locked for", "Pool", "High availability", "Description");
    }

    @Test
    void snapshotsAndTheDescriptionAreShownAsText() {
        assertThat(Html.of("vms/one.jte", screen(Sample.described(HOSTILE, 3), null)))
                .contains("&lt;img src=x onerror=", "<dt>Snapshots</dt><dd>3</dd>")
                .doesNotContain("<img src=x", "<script>alert");
        assertThat(Html.wordsOf("vms/one.jte", screen(Sample.described("", 0), null)))
                .contains("Snapshots none")
                .doesNotContain("Description");
    }

    @Test
    void hostileGuestsAreEscapedInEveryField() {
        assertThat(Html.of("vms/one.jte", screen(Sample.RUNNING, guest(HOSTILE))))
                .contains("&lt;img src=x onerror=")
                .doesNotContain("<img src=x", "<script>alert");
    }
}
