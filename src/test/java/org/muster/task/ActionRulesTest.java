package org.muster.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.muster.inventory.VmAction;
import org.muster.inventory.VmCategory;
import org.muster.inventory.VmDetails;
import org.muster.inventory.VmState;
import org.muster.inventory.VmStatus;
import org.muster.inventory.VmType;

class ActionRulesTest {

    private static VmState vm(VmStatus status, boolean template) {
        VmDetails details = new VmDetails(
                "vm",
                null,
                null,
                VmType.QEMU,
                VmCategory.LINUX,
                1,
                1,
                null,
                null,
                template,
                false,
                "",
                "",
                "",
                List.of(),
                List.of());
        return VmState.atFirst(1, 10, "u", "host", details, status, status.word());
    }

    private static Set<VmAction> allowed(VmStatus status) {
        return Arrays.stream(VmAction.values())
                .filter(action -> ActionRules.refusal(vm(status, false), action).isEmpty())
                .collect(Collectors.toSet());
    }

    @Test
    void eachStatusAllowsWhatMakesSense() {
        assertThat(Arrays.stream(VmStatus.values()).collect(Collectors.toMap(s -> s, ActionRulesTest::allowed)))
                .isEqualTo(Map.of(
                        VmStatus.RUNNING,
                        EnumSet.of(VmAction.STOP, VmAction.SHUTDOWN, VmAction.REBOOT, VmAction.RESET, VmAction.SUSPEND),
                        VmStatus.STOPPED,
                        EnumSet.of(VmAction.START),
                        VmStatus.PAUSED,
                        EnumSet.of(VmAction.STOP, VmAction.RESET, VmAction.RESUME),
                        VmStatus.SUSPENDED,
                        EnumSet.of(VmAction.STOP, VmAction.RESUME),
                        VmStatus.CRASHED,
                        EnumSet.of(VmAction.START, VmAction.STOP, VmAction.RESET),
                        VmStatus.STARTING,
                        EnumSet.noneOf(VmAction.class),
                        VmStatus.STOPPING,
                        EnumSet.of(VmAction.STOP),
                        VmStatus.UNKNOWN,
                        EnumSet.allOf(VmAction.class)));
    }

    @Test
    void templatesGoneOnesAndBusyOnesAreLeftAlone() {
        assertThat(ActionRules.refusal(vm(VmStatus.STOPPED, true), VmAction.START))
                .contains("The VM is a template.");
        VmState gone = vm(VmStatus.STOPPED, false)
                .withAbsence(new VmState.Absence(2, Instant.EPOCH, Duration.ZERO, Instant.EPOCH));
        assertThat(ActionRules.refusal(gone, VmAction.START)).contains("The VM is gone.");
        VmState busy = vm(VmStatus.RUNNING, false).withTask(new VmState.RowTask(1, "rebooting"), 1);
        assertThat(ActionRules.refusal(busy, VmAction.STOP)).contains("Another task of this VM is under way.");
    }
}
