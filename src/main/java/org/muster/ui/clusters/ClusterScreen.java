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
        Frame frame, Note note, List<Entry> clusters, ClusterForm form, boolean admin, @Nullable String suggestion) {
    /** One cluster. */
    public record Entry(long id, String name, boolean demo, String kind, List<String> addresses, boolean enabled) {
        /** Whether its addresses and credentials can be changed. */
        public boolean changeable() {
            return kind.equals("proxmox");
        }

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
}
