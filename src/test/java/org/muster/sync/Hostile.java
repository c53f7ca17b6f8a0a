package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmState;

/** What somebody who may define a VM writes into it, as parts of its XML; and what must have become of it. */
final class Hostile {

    static final String SCRIPT = "&lt;script&gt;alert(1)&lt;'&quot;&amp;; DROP TABLE vm_inventory";
    static final String CONTROLS = "a\u202Eb\u200Bc&#x7f;&#x85;\uD83D\uDE00";
    static final String LONG_TITLE = "<title>" + "t".repeat(2000) + "</title>";
    static final String TAB_TITLE = "<title>&#x9;tab&#x80;</title>";
    static final String LONG_DESCRIPTION = "<description>" + "\uD83D\uDE00 line\n".repeat(3000) + "</description>";
    static final String MANY_TAGS = "<metadata><m:vm xmlns:m='urn:muster' template='maybe'>"
            + "<m:tag>a,b&#x85;c</m:tag>".repeat(3) + "<m:tag>" + "x".repeat(500) + "</m:tag>"
            + IntStream.range(0, 100)
                    .mapToObj(i -> "<m:tag>tag" + i + "</m:tag>")
                    .collect(Collectors.joining())
            + "</m:vm></metadata>";

    private Hostile() {}

    static void assertClean(VmState state) {
        VmDetails details = state.details();
        assertThat(state.syncError()).isNull();
        assertThat(details.name()).isNotBlank().hasSizeLessThanOrEqualTo(255);
        assertThat(details.title()).hasSizeLessThanOrEqualTo(255);
        assertThat(details.description()).hasSizeLessThanOrEqualTo(4000);
        assertThat(details.tags())
                .hasSizeLessThanOrEqualTo(15)
                .allSatisfy(
                        tag -> assertThat(tag).isNotBlank().doesNotContain(",").hasSizeLessThanOrEqualTo(64));
        List<String> lines = new ArrayList<>(details.tags());
        lines.add(details.name());
        lines.add(details.title());
        lines.add(details.description().replace('\n', ' '));
        assertThat(lines).allSatisfy(line -> assertThat(line.chars().anyMatch(Character::isISOControl))
                .isFalse());
    }
}
