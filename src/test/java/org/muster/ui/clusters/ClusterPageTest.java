package org.muster.ui.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.ui.clusters.ClusterForm.Seen;
import org.muster.ui.clusters.ClusterScreen.Entry;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Html;
import org.muster.ui.page.Note;

class ClusterPageTest {
    private static final Frame FRAME = new Frame("Clusters", "clusters", "ada", "token", true, true);
    private static final Entry LAB =
            new Entry(4, "<i>lab</i>", false, "libvirt", List.of("qemu:///system", "qemu+tls://<b>/system"), true);

    private static String html(boolean admin, ClusterForm form) {
        return Html.of("clusters/page.jte", new ClusterScreen(FRAME, Note.NONE, List.of(LAB), form, admin, null));
    }

    @Test
    void clustersAreListedEscaped() {
        assertThat(html(true, ClusterForm.EMPTY))
                .contains("&lt;i&gt;lab&lt;/i&gt;", "qemu:///system", "qemu+tls://&lt;b&gt;/system")
                .doesNotContain("<i>lab", "//<b>");
    }

    private static ClusterForm libvirt(String addresses, String field, String error) {
        return new ClusterForm("libvirt", Map.of("name", "lab", "addresses", addresses), field, error, List.of());
    }

    private static ClusterForm proxmox(String field, String error, Seen... seen) {
        Map<String, String> typed = Map.of("name", "pve", "addresses", "https://<b>", "token_id", "u@pve!t");
        return new ClusterForm("proxmox", typed, field, error, List.of(seen));
    }

    @Test
    void refusalStandsBesideItsField() {
        String name = html(true, libvirt("qemu:///system", "name", "There is one of that name."));
        assertThat(name).contains("<p id=\"name-error\" class=\"error\">There is one of that name.</p>");
        assertThat(name).containsOnlyOnce("aria-invalid=\"true\"").contains("value=\"lab\"");
        String address = html(true, libvirt("exec://x", "addresses[0]", "That is no address."));
        assertThat(address).contains("<p id=\"addresses-error\" class=\"error\">That is no address.</p>", "exec://x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name",
                "addresses",
                "token_id",
                "token_secret",
                "username",
                "password",
                "fingerprint",
                "ca_certificate"
            })
    void refusalOfAProxmoxClusterStandsBesideItsField(String field) {
        String page = html(true, proxmox(field, "That is wrong."));
        assertThat(page)
                .containsOnlyOnce("That is wrong.")
                .containsOnlyOnce("aria-invalid=\"true\"")
                .contains("<p id=\"pve-" + field + "-error\" class=\"error\">That is wrong.</p>")
                .contains("value=\"pve\"", "value=\"u@pve!t\"", "https://&lt;b&gt;")
                .doesNotContain("https://<b>");
    }

    @Test
    void whatIsFoldedAwayIsOpenIfItIsWrong() {
        String folded = "<details class=\"more\"><summary>A user";
        assertThat(plain(html(true, ClusterForm.EMPTY))).contains(folded);
        assertThat(plain(html(true, proxmox("password", "It is wrong.")))).doesNotContain(folded);
    }

    private static String plain(String page) {
        return page.replaceAll(">\\s+<", "><");
    }

    @Test
    void certificateThatWasSeenIsConfirmedByAnAdministratorAndNotBefore() {
        String page = html(true, proxmox("fingerprint", "Nobody knows it.", new Seen("https://<i>", "AB:CD")));
        assertThat(page)
                .contains("type=\"checkbox\" name=\"confirmed\" value=\"AB:CD\"", "https://&lt;i&gt;")
                .doesNotContain("checked", "https://<i>");
        assertThat(html(true, ClusterForm.EMPTY)).doesNotContain("name=\"confirmed\"");
    }

    @Test
    void everyFieldHasALabelAndAnIdOfItsOwn() {
        String page = html(true, proxmox("fingerprint", "Nobody knows it.", new Seen("a", "AB"), new Seen("b", "CD")));
        List<String> ids = matches("<(?:input(?! type=\"hidden\")|textarea)[^>]* id=\"([^\"]+)\"", page);
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(10);
        assertThat(matches("<label[^>]* for=\"([^\"]+)\"", page)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(matches(" id=\"([^\"]+)\"", page)).doesNotHaveDuplicates();
    }

    private static List<String> matches(String pattern, String page) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void proxmoxClustersHaveAPageToChangeThemAndOthersNone() {
        assertThat(html(true, ClusterForm.EMPTY)).doesNotContain("/edit");
        Entry pve = new Entry(5, "pve", false, "proxmox", List.of("https://a"), true);
        String list = Html.of(
                "clusters/page.jte", new ClusterScreen(FRAME, Note.NONE, List.of(pve), ClusterForm.EMPTY, true, null));
        assertThat(list).contains("href=\"/ui/clusters/5/edit\"");
        String edit = Html.of(
                "clusters/edit.jte",
                new ClusterEditScreen(FRAME, Note.NONE, 5, proxmox("", "", new Seen("https://a", "AB:CD"))));
        assertThat(edit)
                .contains("action=\"/ui/clusters/5/edit\"", "value=\"pve\"", "value=\"AB:CD\"", "Test and save")
                .doesNotContain("name=\"kind\"");
    }

    @Test
    void refusalOfNoFieldOfOursIsNotLost() {
        assertThat(html(true, libvirt("", "kind", "No such kind."))).contains("No such kind.");
    }

    @Test
    void aClusterIsPausedOrResumedByAButton() {
        assertThat(html(true, ClusterForm.EMPTY))
                .contains("action=\"/ui/clusters/4/pause\"", "name=\"paused\" value=\"true\"", ">Pause<");
        Entry resting = new Entry(4, "lab", false, "libvirt", List.of("qemu:///system"), false);
        assertThat(Html.of(
                        "clusters/page.jte",
                        new ClusterScreen(FRAME, Note.NONE, List.of(resting), ClusterForm.EMPTY, true, null)))
                .contains("name=\"paused\" value=\"false\"", ">Resume<", "badge paused");
    }

    @Test
    void deletingAsksForTheName() {
        assertThat(html(true, ClusterForm.EMPTY)).contains("action=\"/ui/clusters/4/delete\"", "name=\"confirm\"");
    }

    @Test
    void callersWhoMayNotChangeGetNoForms() {
        assertThat(html(false, ClusterForm.EMPTY))
                .doesNotContain("/ui/clusters/4/delete", "/ui/clusters/4/pause", "Test and add");
    }
}
