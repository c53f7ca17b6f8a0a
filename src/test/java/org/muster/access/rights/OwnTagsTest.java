package org.muster.access.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.muster.inventory.Change;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmQuery;

class OwnTagsTest {

    private final RightsRig rig = new RightsRig();

    OwnTagsTest() {
        new RandomDeeds(rig, 1).changeSomething(); // there are five VMs now
    }

    private List<Long> found(List<String> words, @Nullable String tag) {
        VmQuery query = new VmQuery(words, null, Set.of(), tag, null, null, null, true, VmQuery.Sort.NAME, false);
        return rig.inventory.list(query, Viewer.ALL, RightsRig.FRESH, 1, 100).vms().stream()
                .map(Vm::id)
                .toList();
    }

    private Vm vm(long id) {
        return rig.inventory.find(id, Viewer.ALL).orElseThrow();
    }

    @Test
    void tagsOfMusterAreListedBesideThoseOfTheSourceAndFound() {
        Vm vm = rig.all().get(0);
        rig.tags.set(vm.id(), Set.of("Exam", "a_b"));
        assertThat(vm(vm.id()).ownTags()).containsExactly("Exam", "a_b");
        assertThat(vm(vm.id()).tags()).containsAll(vm.state().details().tags()).contains("Exam", "a_b");
        assertThat(found(List.of(), "Exam")).containsExactly(vm.id());
        assertThat(found(List.of("exam"), null)).containsExactly(vm.id());
        assertThat(found(List.of(), "a%b")).isEmpty();
        assertThat(found(List.of(), "Exa")).as("whole tags only").isEmpty();
    }

    @Test
    void listsRevisionAndCursorsMoveWithThem() {
        Vm vm = rig.all().get(0);
        long before = rig.inventory.revision();
        rig.tags.set(vm.id(), Set.of("exam"));
        assertThat(rig.inventory.revision()).isGreaterThan(before);
        assertThat(rig.inventory
                        .since(before, VmQuery.EVERYTHING, Viewer.ALL, RightsRig.FRESH)
                        .vms())
                .extracting(Vm::id)
                .containsExactly(vm.id());
    }

    @Test
    void aPassLeavesThemAlone() {
        Vm vm = rig.all().get(0);
        rig.tags.set(vm.id(), Set.of("exam"));
        Vm now = vm(vm.id());
        rig.write(new Change.Updated(now.id(), now.revision(), now.state(), now.state()));
        assertThat(vm(vm.id()).ownTags()).containsExactly("exam");
    }
}
