package org.muster.ui.vms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.ui.vms.Sample.FRESH;
import static org.muster.ui.vms.Sample.NOW;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.muster.inventory.Cluster;
import org.muster.inventory.Marks;
import org.muster.inventory.SourceKind;
import org.muster.inventory.Staleness;
import org.muster.inventory.Vm;
import org.muster.inventory.VmState;
import org.muster.inventory.VmState.Absence;
import org.muster.inventory.VmStatus;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Html;
import org.muster.ui.page.Note;

class VmTableTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>\"'><script>alert(2)</script>";
    private static final Frame FRAME = new Frame("VMs", "vms", "ada", "token", true, true);

    private static String html(VmRow row) {
        return Html.of("vms/row.jte", new RowAnswer(row, Note.NONE));
    }

    private static String words(VmRow row) {
        return Html.wordsOf("vms/row.jte", new RowAnswer(row, Note.NONE));
    }

    private static VmList list(@Nullable String query, List<VmRow> rows, long total) {
        return new VmList(ListQuery.parse(query), rows, total, List.of());
    }

    private static List<String> buttons(VmState state) {
        return Sample.row(state).actions().stream().map(RowAction::word).toList();
    }

    @Test
    void aRowShowsWhatIsKnown() {
        assertThat(words(Sample.row(Sample.RUNNING)))
                .contains("web-server", "web", "prod", "running", "kvm-01", "lab", "10.220.15.50")
                .contains("26 %", "4 cores", "60 %", "4 GiB", "24 h", "12 s ago")
                .doesNotContain("demo", "stale", "template");
    }

    @Test
    void aLockedVmIsMarkedInTheTable() {
        VmState locked = Sample.RUNNING.withMarks(new Marks(null, "backup", null));
        assertThat(words(Sample.row(locked))).contains("locked: backup");
        assertThat(words(Sample.row(Sample.RUNNING))).doesNotContain("locked");
    }

    @Test
    void absoluteTimeIsInTheTitle() {
        assertThat(html(Sample.row(Sample.RUNNING)))
                .contains("datetime=\"2026-11-21T11:59:48Z\"", "title=\"2026-11-21 11:59:48 UTC\"");
    }

    @Test
    void unknownFiguresAreADashNotAZero() {
        Vm silent = new Vm(1_000_000_017L, Sample.RUNNING, 3, NOW, null, null, 9);
        VmRow row = VmRow.of(silent, Sample.LAB, FRESH, true, ListQuery.parse(null), "token");
        assertThat(html(row)).contains(">–</span>").doesNotContain("<meter", "0 %");
        assertThat(html(Sample.row(Sample.RUNNING))).contains("<meter");
    }

    @Test
    void hostileTextIsEscapedInEveryField() {
        VmState state = Sample.RUNNING
                .withDetails(Sample.details(HOSTILE, false, List.of(HOSTILE)), HOSTILE)
                .withPlace(7, HOSTILE);
        Cluster cluster = new Cluster(1, HOSTILE, SourceKind.LIBVIRT, NOW);
        VmRow row = VmRow.of(Sample.vm(state), cluster, FRESH, true, ListQuery.parse("search=%22%3E%3Cb%3E"), HOSTILE);
        VmList list =
                new VmList(ListQuery.parse("search=%22%3E%3Cimg+onerror%3D1%3E"), List.of(row), 1, List.of(HOSTILE));
        VmScreen screen = VmScreen.of(
                new Frame("VMs", "vms", HOSTILE, HOSTILE, true, true),
                Note.refusal(HOSTILE),
                list,
                List.of(cluster),
                HOSTILE);
        String page = Html.of("vms/page.jte", screen);
        assertThat(page)
                .contains("&lt;img src=x onerror=")
                .doesNotContain("<img src=x", "<script>", "\"><img onerror", "\"><b>");
    }

    @Test
    void staleRowSaysLastKnownAndSinceWhen() {
        Staleness stale = new Staleness(NOW, Map.of(7L, NOW.minusSeconds(300)), Map.of());
        VmRow row = VmRow.of(Sample.vm(Sample.RUNNING), Sample.LAB, stale, true, ListQuery.parse(null), "token");
        assertThat(words(row)).contains("running", "last known, stale since 5 min ago");
        assertThat(html(row)).contains("class=\"stale\"");
    }

    @Test
    void vmOfAnOfflineHostIsLastKnownNotStopped() {
        VmRow row = Sample.row(Sample.RUNNING.withError(Staleness.HOST_OFFLINE));
        assertThat(words(row)).contains("running", "last known", "host offline").doesNotContain("stopped");
    }

    @Test
    void syncErrorIsShown() {
        assertThat(words(Sample.row(Sample.RUNNING.withError("also running on kvm-02"))))
                .contains("also running on kvm-02");
    }

    @Test
    void demoVmIsLabelled() {
        VmRow row = VmRow.of(Sample.vm(Sample.RUNNING), Sample.DEMO, FRESH, true, ListQuery.parse(null), "token");
        assertThat(html(row)).contains(">demo</span>");
    }

    @Test
    void transientsAreWords() {
        assertThat(words(Sample.row(Sample.underWay(VmStatus.STARTING, null)))).contains("starting…");
        assertThat(words(Sample.row(Sample.underWay(VmStatus.STOPPING, null)))).contains("stopping…");
        assertThat(words(Sample.row(Sample.underWay(VmStatus.RUNNING, "rebooting"))))
                .contains("running, rebooting…");
    }

    @Test
    void buttonsFollowTheStatus() {
        assertThat(buttons(Sample.in(VmStatus.STOPPED))).containsExactly("start");
        assertThat(buttons(Sample.in(VmStatus.RUNNING)))
                .containsExactly("shutdown", "shutdown-force", "reboot", "suspend", "reset", "stop");
        assertThat(buttons(Sample.in(VmStatus.PAUSED))).startsWith("resume").contains("stop");
        assertThat(buttons(Sample.in(VmStatus.SUSPENDED))).startsWith("resume").contains("stop");
        assertThat(buttons(Sample.in(VmStatus.CRASHED))).startsWith("start");
        assertThat(buttons(Sample.in(VmStatus.STARTING))).isEmpty();
        assertThat(buttons(Sample.in(VmStatus.STOPPING))).containsExactly("stop");
    }

    @Test
    void noButtonsWhileATaskIsUnderWayNorOnTemplatesNorWhenGone() {
        assertThat(buttons(Sample.underWay(VmStatus.RUNNING, "rebooting"))).isEmpty();
        assertThat(buttons(Sample.RUNNING.withDetails(Sample.details("t", true, List.of()), null)))
                .isEmpty();
        assertThat(buttons(Sample.RUNNING.withAbsence(new Absence(2, NOW, Duration.ZERO, NOW))))
                .isEmpty();
    }

    @Test
    void noButtonsForCallersWhoMayNotAct() {
        VmRow row = VmRow.of(Sample.vm(Sample.RUNNING), Sample.LAB, FRESH, false, ListQuery.parse(null), "token");
        assertThat(html(row)).doesNotContain("<button", "<form");
    }

    @Test
    void buttonsWorkAsFormsAndCarryTheToken() {
        assertThat(html(Sample.row(Sample.in(VmStatus.STOPPED))))
                .contains("method=\"post\"", "formaction=\"/ui/vms/1000000017/start\"")
                .contains("name=\"_csrf\" value=\"token\"");
    }

    @Test
    void whatMayLoseDataIsConfirmed() {
        assertThat(html(Sample.row(Sample.RUNNING)))
                .contains("hx-confirm=\"Switch this VM off?", "hx-confirm=\"Reset")
                .contains("hx-confirm=\"Shut this VM down? If", "/ui/vms/1000000017/shutdown?force=true");
        assertThat(html(Sample.row(Sample.in(VmStatus.STOPPED)))).doesNotContain("hx-confirm");
    }

    @Test
    void refusedActionsWordsGoToTheLiveRegion() {
        String answer = Html.of("vms/row.jte", new RowAnswer(Sample.row(Sample.RUNNING), Note.refusal("It is busy.")));
        assertThat(answer).contains("hx-swap-oob=\"innerHTML:#note\"", "It is busy.");
        assertThat(Html.of("vms/page.jte", screen(list(null, List.of(), 0), null)))
                .contains("id=\"note\" aria-live=\"assertive\"");
    }

    @Test
    void emptyStateTellsFilteredFromNothingThere() {
        assertThat(Html.wordsOf("vms/list.jte", list(null, List.of(), 0))).contains("No VMs yet");
        assertThat(Html.wordsOf("vms/list.jte", list("search=x", List.of(), 0))).contains("No VM matches", "Show all");
    }

    @Test
    void totalAndPagesAreShown() {
        List<VmRow> rows = List.of(Sample.row(Sample.RUNNING));
        assertThat(Html.wordsOf("vms/list.jte", list(null, rows, 1)))
                .contains("1 VM")
                .doesNotContain("Next");
        assertThat(Html.of("vms/list.jte", list("page=2&search=a+b", rows, 120)))
                .contains("51–51 of 120 VMs", "href=\"/ui/vms?search=a+b&amp;page=3\"", "href=\"/ui/vms?search=a+b\"");
    }

    @Test
    void theListAsksForItselfAgain() {
        assertThat(Html.of("vms/list.jte", list("search=web&sort=node&order=desc", List.of(), 0)))
                .contains("hx-get=\"/ui/vms/list?search=web&amp;sort=node&amp;order=desc\"", "hx-trigger=\"every 5s\"");
    }

    @Test
    void sortedColumnSaysSoAndTurnsRound() {
        assertThat(Html.of("vms/list.jte", list("sort=node", List.of(Sample.row(Sample.RUNNING)), 1)))
                .contains("aria-sort=\"ascending\"", "href=\"/ui/vms?sort=node&amp;order=desc\"");
    }

    @Test
    void localHypervisorIsOfferedOnlyWhenThereIsOne() {
        VmList none = list(null, List.of(), 0);
        assertThat(Html.of("vms/page.jte", screen(none, "qemu:///system")))
                .contains("action=\"/ui/clusters/suggested\"", "qemu:///system");
        assertThat(Html.of("vms/page.jte", screen(none, null))).doesNotContain("suggested");
    }

    @Test
    void missingClientLibraryIsSaidOnThePage() {
        String sentence = "lab: the libvirt client library is not installed on this machine (Debian: libvirt0).";
        VmList list = new VmList(ListQuery.parse(null), List.of(), 0, List.of(sentence));
        assertThat(Html.wordsOf("vms/page.jte", screen(list, null))).contains(sentence);
    }

    @Test
    void chosenFiltersStayChosen() {
        VmList list = list("status=paused&cluster=1", List.of(), 0);
        assertThat(Html.of("vms/page.jte", screen(list, null)))
                .contains("<option value=\"paused\" selected>Paused", "<option value=\"1\" selected>lab");
    }

    @Test
    void goneRowSaysSince() {
        Instant gone = NOW.minusSeconds(7200);
        assertThat(words(Sample.row(Sample.RUNNING.withAbsence(new Absence(2, gone, Duration.ZERO, gone)))))
                .contains("gone since 2 h ago");
    }

    private static VmScreen screen(VmList list, @Nullable String suggestion) {
        return VmScreen.of(FRAME, Note.NONE, list, List.of(Sample.LAB), suggestion);
    }
}
