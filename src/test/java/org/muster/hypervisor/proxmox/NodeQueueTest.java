package org.muster.hypervisor.proxmox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.proxmox.NodeQueue.Asker;
import org.muster.hypervisor.proxmox.NodeQueue.Turn;

class NodeQueueTest {

    private final NodeQueue queue = new NodeQueue();

    private Turn waits(Asker asker) {
        Turn turn = new Turn(asker);
        queue.add(turn);
        return turn;
    }

    /** Those whose turn it is now. */
    private List<Turn> called() {
        List<Turn> called = new ArrayList<>();
        for (Turn next = queue.next(); next != null; next = queue.next()) {
            called.add(next);
        }
        return called;
    }

    @Test
    void threeAreAskedAtOnce() {
        Turn one = waits(Asker.USER);
        Turn two = waits(Asker.USER);
        Turn three = waits(Asker.USER);
        Turn four = waits(Asker.USER);
        assertThat(called()).containsExactly(one, two, three);
        queue.remove(two);
        assertThat(called()).containsExactly(four);
    }

    @Test
    void passesLeaveAPlaceToUsers() {
        Turn one = waits(Asker.PASS);
        Turn two = waits(Asker.PASS);
        waits(Asker.PASS);
        assertThat(called()).containsExactly(one, two);
        Turn user = waits(Asker.USER);
        assertThat(called()).containsExactly(user);
    }

    @Test
    void userWaitsForTheEndOfOneCallOfAPassAtMost() {
        for (int i = 0; i < 10; i++) {
            waits(Asker.PASS);
        }
        List<Turn> passes = called();
        waits(Asker.USER);
        assertThat(called()).as("hangs").hasSize(1);
        Turn user = waits(Asker.USER);
        assertThat(called()).isEmpty();
        queue.remove(passes.get(0));
        assertThat(called()).containsExactly(user);
    }

    @Test
    void passWaitsForOneUserWhenAllPlacesAreTheirs() {
        List<Turn> users = new ArrayList<>(List.of(waits(Asker.USER), waits(Asker.USER), waits(Asker.USER)));
        called();
        Turn pass = waits(Asker.PASS);
        waits(Asker.PASS);
        users.add(waits(Asker.USER));
        users.add(waits(Asker.USER));
        queue.remove(users.get(0));
        assertThat(called()).containsExactly(pass);
        queue.remove(pass);
        assertThat(called()).as("not two in a row while users hang").containsExactly(users.get(3));
    }

    @Test
    void whoGivesUpTakesNoPlace() {
        Turn gone = waits(Asker.PASS);
        queue.remove(gone);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(called()).isEmpty();
        Turn asked = waits(Asker.PASS);
        called();
        assertThat(queue.isEmpty()).isFalse();
        queue.remove(asked);
        assertThat(queue.isEmpty()).isTrue();
    }
}
