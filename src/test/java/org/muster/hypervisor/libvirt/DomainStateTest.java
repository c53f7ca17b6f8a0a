package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.inventory.VmStatus;

class DomainStateTest {

    @ParameterizedTest
    @CsvSource({
        "0,0,UNKNOWN,nostate",
        "1,1,RUNNING,running",
        "2,0,RUNNING,blocked",
        "3,1,PAUSED,paused",
        "3,5,PAUSED,paused (I/O error)",
        "4,0,STOPPING,shutdown",
        "5,2,STOPPED,shutoff",
        "5,3,STOPPED,shutoff (crashed)",
        "6,0,CRASHED,crashed",
        "7,0,SUSPENDED,pmsuspended",
        "8,0,UNKNOWN,state 8",
        "-1,0,UNKNOWN,state -1"
    })
    void everyStateHasAStatusAndItsOwnWord(int state, int reason, VmStatus status, String detail) {
        assertThat(DomainState.of(state, reason)).isEqualTo(new DomainState(status, detail));
    }
}
