package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SideLinkTest {

    @Test
    void firstFailureCostsNoWait() {
        assertThat(SideLink.waitAfter(0, 0.5)).isZero();
        assertThat(SideLink.waitAfter(1, 0.5)).isZero();
    }

    @Test
    void waitsDoubleUpToFiveMinutes() {
        assertThat(SideLink.waitAfter(2, 0.5)).isEqualTo(5_000);
        assertThat(SideLink.waitAfter(3, 0.5)).isEqualTo(10_000);
        assertThat(SideLink.waitAfter(7, 0.5)).isEqualTo(160_000);
        assertThat(SideLink.waitAfter(8, 0.5)).isEqualTo(300_000);
        assertThat(SideLink.waitAfter(1_000_000, 0.5)).isEqualTo(300_000);
    }

    @Test
    void waitsAreSpread() {
        assertThat(SideLink.waitAfter(2, 0)).isEqualTo(3_750);
        assertThat(SideLink.waitAfter(2, 1)).isEqualTo(6_250);
    }
}
