package org.muster.ui.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.ui.clusters.ClusterScreen.Entry;
import org.muster.ui.clusters.ClusterScreen.Form;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Html;
import org.muster.ui.page.Note;

class ClusterPageTest {
    private static final Frame FRAME = new Frame("Clusters", "clusters", "ada", "token", true);
    private static final Entry LAB =
            new Entry(4, "<i>lab</i>", false, "libvirt", List.of("qemu:///system", "qemu+tls://<b>/system"), true);

    private static String html(boolean admin, Form form) {
        return Html.of("clusters/page.jte", new ClusterScreen(FRAME, Note.NONE, List.of(LAB), form, admin, null));
    }

    @Test
    void clustersAreListedEscaped() {
        assertThat(html(true, Form.EMPTY))
                .contains("&lt;i&gt;lab&lt;/i&gt;", "qemu:///system", "qemu+tls://&lt;b&gt;/system")
                .doesNotContain("<i>lab", "//<b>");
    }

    @Test
    void refusalStandsBesideItsField() {
        String name = html(true, new Form("lab", "qemu:///system", "name", "There is one of that name."));
        assertThat(name).contains("<p id=\"name-error\" class=\"error\">There is one of that name.</p>");
        assertThat(name).containsOnlyOnce("aria-invalid=\"true\"").contains("value=\"lab\"");
        String address = html(true, new Form("lab", "exec://x", "addresses[0]", "That is no address."));
        assertThat(address).contains("<p id=\"addresses-error\" class=\"error\">That is no address.</p>", "exec://x");
    }

    @Test
    void refusalOfNoFieldOfOursIsNotLost() {
        assertThat(html(true, new Form("lab", "", "kind", "No such kind."))).contains("No such kind.");
    }

    @Test
    void aClusterIsPausedOrResumedByAButton() {
        assertThat(html(true, Form.EMPTY))
                .contains("action=\"/ui/clusters/4/pause\"", "name=\"paused\" value=\"true\"", ">Pause<");
        Entry resting = new Entry(4, "lab", false, "libvirt", List.of("qemu:///system"), false);
        assertThat(Html.of(
                        "clusters/page.jte",
                        new ClusterScreen(FRAME, Note.NONE, List.of(resting), Form.EMPTY, true, null)))
                .contains("name=\"paused\" value=\"false\"", ">Resume<", "badge paused");
    }

    @Test
    void deletingAsksForTheName() {
        assertThat(html(true, Form.EMPTY)).contains("action=\"/ui/clusters/4/delete\"", "name=\"confirm\"");
    }

    @Test
    void callersWhoMayNotChangeGetNoForms() {
        assertThat(html(false, Form.EMPTY))
                .doesNotContain("/ui/clusters/4/delete", "/ui/clusters/4/pause", "Test and add");
    }
}
