package org.muster.ui.clusters;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.SourceKind;
import org.muster.sync.ClusterAdmin.ClusterEntry;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;

/**
 * The page of clusters.
 *
 * @param form what was typed last time and what is wrong with it
 * @param admin whether the caller may add and remove clusters
 * @param suggestion the local hypervisor's address that could be added, null if there is none
 */
public record ClusterScreen(
        Frame frame, Note note, List<Entry> clusters, Form form, boolean admin, @Nullable String suggestion) {
    /** One cluster. */
    public record Entry(long id, String name, boolean demo, String kind, List<String> addresses, boolean enabled) {
        static Entry of(ClusterEntry entry) {
            return new Entry(
                    entry.cluster().id(),
                    entry.cluster().name(),
                    entry.cluster().kind() == SourceKind.DEMO,
                    entry.cluster().kind().word(),
                    entry.addresses(),
                    entry.enabled());
        }
    }

    /**
     * The form that adds a cluster.
     *
     * @param field what is wrong, as {@code ClusterRefused} names it; empty if nothing is
     * @param error the sentence beside that field
     */
    public record Form(String name, String addresses, String field, String error) {
        /** Nothing typed yet. */
        static final Form EMPTY = new Form("", "qemu:///system", "", "");

        /** The sentence for that field, empty if it is well. Whatever names no field of ours stands at the addresses. */
        public String errorOf(String asked) {
            boolean name = field.startsWith("name");
            return asked.equals("name") == name ? error : "";
        }
    }
}
