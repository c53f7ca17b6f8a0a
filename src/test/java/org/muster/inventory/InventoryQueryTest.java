package org.muster.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.muster.inventory.InventoryRig.FRESH;
import static org.muster.inventory.InventoryRig.NOW;
import static org.muster.inventory.InventoryRig.query;
import static org.muster.inventory.InventoryRig.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which rows a list holds, and in which order. */
class InventoryQueryTest {

    private final InventoryRig vms = new InventoryRig();

    @Test
    void eachWordMustMatchSomewhereWhateverTheCase() {
        assertThat(vms.found(q -> q.words = List.of("WEB", "10.0.0.5"))).containsExactly("u1");
        assertThat(vms.found(q -> q.words = List.of("web", "db"))).isEmpty();
        assertThat(vms.found(q -> q.words = List.of("ÄRGER"))).containsExactly("u3");
        assertThat(vms.found(q -> q.words = List.of("host-20"))).containsExactlyInAnyOrder("u2", "u3");
        assertThat(vms.found(q -> q.words = List.of("prod"))).containsExactly("u1");
        assertThat(vms.found(q -> q.words = List.of(Long.toString(vms.vm("u2").id()))))
                .containsExactly("u2");
    }

    @Test
    void wildcardsAndQuotesArePlainCharacters() {
        assertThat(vms.found(q -> q.words = List.of("100%"))).containsExactly("u2");
        assertThat(vms.found(q -> q.words = List.of("%"))).containsExactly("u2");
        assertThat(vms.found(q -> q.words = List.of("_"))).containsExactly("u2");
        for (String hostile : List.of("'", "\"", "\\", "!", "' OR 1=1 --", "!%")) {
            assertThat(vms.found(q -> q.words = List.of(hostile))).as(hostile).isEmpty();
        }
    }

    @Test
    void filtersNarrow() {
        assertThat(vms.found(q -> q.statuses = Set.of(VmStatus.RUNNING, VmStatus.PAUSED)))
                .containsExactlyInAnyOrder("u1", "u3");
        assertThat(vms.found(q -> q.tag = "web")).containsExactly("u1");
        assertThat(vms.found(q -> q.tag = "we")).isEmpty();
        assertThat(vms.found(q -> q.host = "host-10")).containsExactly("u1");
        assertThat(vms.found(q -> q.cluster = 2L)).isEmpty();
        vms.change(
                "u2", state("u2", "db_100%", VmStatus.STOPPED, 20, null, "db").withError("unreadable"));
        assertThat(vms.found(q -> q.error = true)).containsExactly("u2");
        assertThat(vms.found(q -> q.error = false)).containsExactlyInAnyOrder("u1", "u3");
    }

    @Test
    void staleIsWhatTheConnectionsSay() {
        Staleness stale = new Staleness(NOW, Map.of(20L, NOW), Map.of());

        assertThat(vms.inventory
                        .list(query(q -> q.stale = true), Viewer.ALL, stale, 1, 9)
                        .total())
                .isEqualTo(2);
        assertThat(vms.inventory
                        .list(query(q -> q.stale = false), Viewer.ALL, stale, 1, 9)
                        .vms())
                .singleElement()
                .satisfies(vm -> assertThat(vm.state().externalId()).isEqualTo("u1"));
        assertThat(vms.found(q -> q.stale = true)).isEmpty();
        assertThat(vms.inventory.counts(Viewer.ALL, stale)).isEqualTo(new VmCounts(3, 1, 0, 1));
    }

    @Test
    void everySortIsAnOrderBothWays() {
        for (VmQuery.Sort sort : VmQuery.Sort.values()) {
            List<String> up = vms.found(q -> q.sort = sort);
            List<String> down = new ArrayList<>(vms.found(q -> {
                q.sort = sort;
                q.descending = true;
            }));
            java.util.Collections.reverse(down);
            assertThat(up).as(sort.word()).hasSize(3).isEqualTo(down);
        }
        assertThat(vms.found(q -> {})).containsExactly("u2", "u1", "u3");
    }

    @Test
    void pagesAreDisjointAndTheTotalIsOfAll() {
        VmPage first = vms.inventory.list(VmQuery.EVERYTHING, Viewer.ALL, FRESH, 1, 2);
        VmPage second = vms.inventory.list(VmQuery.EVERYTHING, Viewer.ALL, FRESH, 2, 2);

        assertThat(first.total()).isEqualTo(3);
        assertThat(first.vms()).hasSize(2).doesNotContainAnyElementsOf(second.vms());
        assertThat(second.vms()).hasSize(1);
        List<Long> ids = vms.inventory.ids(VmQuery.EVERYTHING, Viewer.ALL, FRESH);
        assertThat(vms.inventory.rows(ids).stream().map(Vm::id)).isEqualTo(ids);
    }
}
