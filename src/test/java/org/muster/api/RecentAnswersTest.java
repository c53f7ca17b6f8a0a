package org.muster.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.access.Caller;
import org.muster.access.rights.Role;
import org.muster.inventory.Vm;
import org.muster.inventory.VmPage;

class RecentAnswersTest {

    private static final Caller ADMIN = Vms.caller(1, "admin", Role.ADMINISTRATOR, "127.0.0.1");

    private final RecentAnswers recent = new RecentAnswers();
    private int written;

    @Test
    void theSameListIsWrittenOnce() {
        assertThat(ask(ADMIN, page(Vms.webServer(), 5), Vms.fresh()))
                .isSameAs(ask(ADMIN, page(Vms.webServer(), 5), Vms.fresh()));
        assertThat(written).isOne();
    }

    @Test
    void whatHasMovedIsWrittenAnew() {
        Vm vm = Vms.webServer();
        Vm warmer = new Vm(vm.id(), vm.state(), vm.pass(), vm.updatedAt(), 99.0, vm.memoryUsage(), vm.revision());
        ask(ADMIN, page(vm, 5), Vms.fresh());
        ask(ADMIN, page(vm, 6), Vms.fresh());
        ask(ADMIN, page(warmer, 6), Vms.fresh());
        ask(ADMIN, page(warmer, 6), Vms.stale());
        assertThat(written).isEqualTo(4);
    }

    @Test
    void everyoneHasAnAnswerOfTheirOwn() {
        VmPage page = page(Vms.webServer(), 5);
        ask(ADMIN, page, Vms.fresh());
        ask(Vms.caller(2, "eva", Role.ADMINISTRATOR, "127.0.0.1"), page, Vms.fresh());
        ask(Vms.caller(1, "admin", Role.VIEWER, "127.0.0.1"), page, Vms.fresh());
        assertThat(written).isEqualTo(3);
    }

    private static VmPage page(Vm vm, long revision) {
        return new VmPage(List.of(vm), 1, revision);
    }

    private VmLists.Answer ask(Caller caller, VmPage page, VmJson view) {
        VmListRequest request = VmListRequest.of(new MultivaluedHashMap<>());
        return recent.of(request, caller, page, view, () -> {
            written++;
            return new VmLists.Answer(new byte[] {1}, "W/\"x\"");
        });
    }
}
