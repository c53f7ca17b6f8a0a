package org.muster.ui.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.connection.Connection;
import org.muster.inventory.Quarantine;
import org.muster.inventory.SourceKind;
import org.muster.inventory.VmCounts;
import org.muster.sync.Busy;
import org.muster.sync.NodeReport.NodeShare;
import org.muster.sync.Quarantines.Doubt;
import org.muster.sync.SyncKind;
import org.muster.sync.SyncReport.ClusterSync;
import org.muster.sync.SyncReport.SyncStats;
import org.muster.sync.SyncRun;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Html;
import org.muster.ui.page.Note;

class SyncPageTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";
    private static final ClusterSync FINE = new ClusterSync(
            1,
            "fleet",
            null,
            SourceKind.DEMO,
            6,
            "ok",
            true,
            NOW.minusSeconds(200),
            NOW.minusSeconds(10),
            1234,
            NOW.plusSeconds(20),
            0,
            12.5,
            null);
    private static final ClusterSync SICK = new ClusterSync(
            2,
            HOSTILE,
            "own " + HOSTILE,
            SourceKind.LIBVIRT,
            1,
            "failing",
            false,
            NOW.minusSeconds(9000),
            null,
            80,
            NOW.plusSeconds(60),
            64,
            0,
            "kvm-01: no answer within 10 s " + HOSTILE);
    private static final Busy BUSY =
            new Busy(7, 2, List.of("qemu+tls://kvm-09/" + HOSTILE), 1234.5, Duration.ofSeconds(60));
    private static final SyncRun RUN = new SyncRun(
            9, 1, SyncKind.FULL, "trigger", "completed", NOW.minusSeconds(30), 840, 120, 3, 2, 1, 4, 7, null);

    private static SyncScreen screen(boolean running, boolean trigger, List<ClusterSync> clusters, List<SyncRun> runs) {
        return screen(running, trigger, clusters, runs, List.of(new NodeShare(1, "alone", true, 6, List.of(1L))));
    }

    private static SyncScreen screen(
            boolean running, boolean trigger, List<ClusterSync> clusters, List<SyncRun> runs, List<NodeShare> nodes) {
        SyncStats stats = new SyncStats(
                new VmCounts(120, 118, 5, 77),
                NOW.minusSeconds(200),
                NOW.minusSeconds(10),
                3,
                running,
                clusters,
                List.of(BUSY));
        SyncState state = SyncState.of(
                stats,
                List.of("Host kvm-01 " + HOSTILE),
                List.of(doubt(new Quarantine("4 of 4 VMs are lacking at once", 4, 0, 0))),
                runs,
                nodes,
                new SyncState.Buttons(trigger, trigger, "token"),
                NOW);
        return new SyncScreen(new Frame("Sync", "sync", "ada", "token", true, true), Note.NONE, state, trigger);
    }

    @Test
    void eachClusterTellsHowItIsObserved() {
        String words = Html.wordsOf("sync/page.jte", screen(true, true, List.of(FINE, SICK), List.of()));
        assertThat(words)
                .contains("fleet", "demo", "ok", "a pass is under way", "3 min ago", "10 s ago", "1.2 s", "in 20 s")
                .contains("failing", "kvm-01: no answer within 10 s", "never", "64 s")
                .contains("120", "77", "Stale 2", "With errors 5", "Failures in a row 3");
    }

    @Test
    void aClusterThatCallsItselfOtherwiseSaysSo() {
        String words = Html.wordsOf("sync/page.jte", screen(true, true, List.of(SICK), List.of()));
        assertThat(words).contains("calls itself own");
        assertThat(Html.wordsOf("sync/page.jte", screen(true, true, List.of(FINE), List.of())))
                .doesNotContain("calls itself");
    }

    @Test
    void severalNodesAreListedAndASingleOneIsNot() {
        List<NodeShare> two = List.of(
                new NodeShare(1, "north " + HOSTILE, false, 5, List.of(1L)),
                new NodeShare(2, "south", true, 1, List.of(1L)));
        String words = Html.wordsOf("sync/page.jte", screen(true, true, List.of(FINE), List.of(), two));
        assertThat(words).contains("Nodes", "north", "5 connections", "south this one", "1 connection");
        assertThat(Html.wordsOf("sync/page.jte", screen(true, true, List.of(FINE), List.of())))
                .doesNotContain("Nodes", "alone");
    }

    private static Doubt doubt(Quarantine quarantine) {
        return new Doubt(new Connection(7, 2, "libvirt", List.of("qemu+tls://kvm-09/" + HOSTILE), true), quarantine);
    }

    @Test
    void whoMayDecideIsAskedAboutAnObservationThatIsNotBelieved() {
        assertThat(Html.of("sync/page.jte", screen(true, true, List.of(SICK), List.of())))
                .contains("4 of 4 VMs are lacking at once", "name=\"lacking\" value=\"4\"", "value=\"accept\"")
                .contains("name=\"connection\" value=\"7\"")
                .doesNotContain("They are kept");
        assertThat(Html.of("sync/page.jte", screen(true, false, List.of(SICK), List.of())))
                .contains("4 of 4 VMs are lacking at once")
                .doesNotContain("value=\"accept\"");
    }

    @Test
    void whatObservingCostsIsShown() {
        assertThat(Html.wordsOf("sync/page.jte", screen(true, true, List.of(FINE), List.of())))
                .contains("12.5", "What observing costs", "qemu+tls://kvm-09/", "1235", "60 s");
    }

    @Test
    void runsAreListed() {
        String words = Html.wordsOf("sync/page.jte", screen(true, true, List.of(FINE), List.of(RUN)));
        assertThat(words).contains("30 s ago", "full", "by trigger", "completed", "840 ms");
    }

    @Test
    void runOfARemovedClusterIsStillShown() {
        assertThat(Html.wordsOf("sync/page.jte", screen(true, true, List.of(), List.of(RUN))))
                .contains("removed", "There is no cluster yet");
    }

    @Test
    void hostileTextIsEscaped() {
        assertThat(Html.of("sync/page.jte", screen(true, true, List.of(SICK), List.of(RUN))))
                .contains("&lt;img src=x")
                .doesNotContain("<img src=x");
    }

    @Test
    void onlyThoseWhoMayGetTheTrigger() {
        assertThat(Html.of(
                        "sync/state.jte",
                        screen(true, true, List.of(FINE), List.of()).state()))
                .contains("action=\"/ui/sync/trigger\"", "name=\"cluster\" value=\"1\"", "value=\"token\"");
        assertThat(Html.of(
                        "sync/state.jte",
                        screen(true, false, List.of(FINE), List.of()).state()))
                .doesNotContain("<form", "<button");
    }

    @Test
    void deadEngineIsSaid() {
        assertThat(Html.wordsOf("sync/page.jte", screen(false, true, List.of(), List.of())))
                .contains("The sync engine is not running");
        assertThat(Html.wordsOf("sync/page.jte", screen(true, true, List.of(), List.of())))
                .doesNotContain("engine is not running");
    }
}
