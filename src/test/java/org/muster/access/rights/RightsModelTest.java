package org.muster.access.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.muster.inventory.Inventory;
import org.muster.inventory.Staleness;
import org.muster.inventory.Viewer;
import org.muster.inventory.Vm;
import org.muster.inventory.VmChanges;
import org.muster.inventory.VmPage;
import org.muster.inventory.VmQuery;
import org.muster.platform.TestDatabase;

/**
 * Whatever is granted, taken back, moved between groups, renamed, tagged or left to end: what everybody may see and do is
 * what a reading of the rules says, and who follows the changes from a cursor has what he would see if he asked anew.
 */
class RightsModelTest {

    private static final int STEPS = 40;

    private static final VmQuery ALL =
            new VmQuery(List.of(), null, Set.of(), null, null, null, null, true, VmQuery.Sort.NAME, false);

    private static LongStream seeds() {
        return LongStream.rangeClosed(1, TestDatabase.isMariaDb() ? 6 : 60); // what the rules say does not depend on it
    }

    /** Somebody who keeps what he was told. */
    private static final class Follower {
        private final long account;
        private final Set<Long> known = new HashSet<>();
        private long cursor;

        Follower(long account) {
            this.account = account;
        }

        void ask(Inventory inventory, Viewer viewer, Staleness stale) {
            VmChanges told = inventory.since(cursor, ALL, viewer, stale);
            told.vms().forEach(vm -> known.add(vm.id()));
            told.gone().forEach(known::remove);
            cursor = told.revision();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatEverybodyMayIsWhatTheRulesSay(long seed) {
        RightsRig rig = new RightsRig();
        RandomDeeds deeds = new RandomDeeds(rig, seed);
        List<Follower> followers = rig.accounts().stream().map(Follower::new).toList();
        for (int step = 0; step < STEPS; step++) {
            String done = deeds.changeSomething();
            rig.register.catchUp((tx, over) -> {});
            Reading reading = rig.read();
            for (Follower follower : followers) {
                Rights rights = rig.book.of(follower.account);
                String what = "seed " + seed + ", step " + step + ", " + done + ", account " + follower.account;
                assertThat(rights.everywhere()).as(what).isEqualTo(reading.everywhere(follower.account));
                for (long vm : rig.vms()) {
                    assertThat(rig.book.on(rights, vm))
                            .as(what + ", VM " + vm)
                            .isEqualTo(reading.on(follower.account, vm));
                }
                Set<Long> visible = reading.visible(follower.account, rig.vms());
                VmPage page = rig.inventory.list(ALL, rights.viewer(), RightsRig.FRESH, 1, 100);
                assertThat(page.vms().stream().map(Vm::id).collect(Collectors.toSet()))
                        .as(what)
                        .isEqualTo(visible);
                assertThat(page.total()).as(what).isEqualTo(visible.size());
                follower.ask(rig.inventory, rights.viewer(), RightsRig.FRESH);
                assertThat(follower.known).as(what + ", from the cursor").isEqualTo(visible);
            }
        }
    }
}
