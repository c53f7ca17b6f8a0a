package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.platform.Home;

class LibvirtConfigTest {

    private static final Home HOME = new Home(Path.of("x"));

    @Test
    void mockDriverIsOffByDefault() {
        assertThat(LibvirtConfig.of(new SmallRyeConfigBuilder().build(), HOME))
                .isEqualTo(new LibvirtConfig(false, HOME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "true", "On", "1"})
    void onlyOnIsOn(String other) {
        assertThat(set(other).testDrivers()).isFalse();
        assertThat(set("on").testDrivers()).isTrue();
    }

    private static LibvirtConfig set(String value) {
        return LibvirtConfig.of(
                new SmallRyeConfigBuilder()
                        .withDefaultValue("muster.test.drivers", value)
                        .build(),
                HOME);
    }
}
