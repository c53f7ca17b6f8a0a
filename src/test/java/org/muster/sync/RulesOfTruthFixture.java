package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fleet of two hosts that was observed once. */
abstract class RulesOfTruthFixture {

    static final int VMS = 40;

    final EngineRig rig;

    RulesOfTruthFixture(Path home) {
        rig = new EngineRig(home, "seed=5&hosts=2&vms=" + VMS, 2);
    }

    @BeforeEach
    void observeOnce() {
        rig.full(1);
        rig.full(2);
        assertThat(rig.rows()).hasSize(VMS);
    }

    @AfterEach
    void close() {
        rig.close();
    }
}
