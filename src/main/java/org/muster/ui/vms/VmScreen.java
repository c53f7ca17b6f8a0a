package org.muster.ui.vms;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.muster.inventory.Cluster;
import org.muster.inventory.VmStatus;
import org.muster.ui.page.Frame;
import org.muster.ui.page.Note;

/**
 * The page of the VM table.
 *
 * @param suggestion the local hypervisor's address that could be added, null if there is none or the caller may not
 */
public record VmScreen(
        Frame frame,
        Note note,
        VmList list,
        List<Choice> statuses,
        List<Choice> clusters,
        @Nullable String suggestion) {
    /** One entry of a filter. */
    public record Choice(String value, String label, boolean chosen) {}

    static VmScreen of(Frame frame, Note note, VmList list, List<Cluster> clusters, @Nullable String suggestion) {
        ListQuery query = list.query();
        List<Choice> statuses = Stream.of(VmStatus.values())
                .map(status -> new Choice(status.word(), capital(status.word()), status == query.status()))
                .toList();
        List<Choice> names = clusters.stream()
                .map(cluster -> new Choice(
                        String.valueOf(cluster.id()), cluster.name(), Objects.equals(cluster.id(), query.cluster())))
                .toList();
        return new VmScreen(frame, note, list, statuses, names, suggestion);
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
