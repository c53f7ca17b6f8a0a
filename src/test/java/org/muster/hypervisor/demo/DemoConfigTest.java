package org.muster.hypervisor.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoConfigTest {

    @Test
    void sixHostsAnd120VmsThatGiveWayByDefault() {
        DemoConfig config = with(Map.of());
        assertThat(config.addresses())
                .hasSize(6)
                .startsWith("demo://fleet?seed=1&hosts=6&vms=120&host=1")
                .endsWith("demo://fleet?seed=1&hosts=6&vms=120&host=6");
        assertThat(config.givesWay()).isTrue();
    }

    @Test
    void onStays() {
        assertThat(with(Map.of("muster.demo", "ON")).givesWay()).isFalse();
        assertThat(with(Map.of("muster.demo", "on")).addresses()).hasSize(6);
    }

    @Test
    void offHasNoFleet() {
        assertThat(with(Map.of("muster.demo", "off")).addresses()).isEmpty();
    }

    @Test
    void environmentVariablesNameTheSameSettings() {
        Map<String, String> environment =
                Map.of("MUSTER_DEMO", "on", "MUSTER_DEMO_HOSTS", "2", "MUSTER_DEMO_VMS", "5", "MUSTER_DEMO_SEED", "9");
        DemoConfig config = new DemoConfig(new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(environment, 300))
                .build());
        assertThat(config.addresses())
                .containsExactly(
                        "demo://fleet?seed=9&hosts=2&vms=5&host=1", "demo://fleet?seed=9&hosts=2&vms=5&host=2");
        assertThat(config.givesWay()).isFalse();
    }

    @Test
    void hostsAreWellUnlessALoadRigWantsThemIll() {
        assertThat(with(Map.of()).plan().at(1, 0)).isEqualTo(DemoHealth.WELL);
        DemoPlan ill = with(Map.of("muster.demo.hanging", "100", "muster.demo.latency", "40"))
                .plan();
        assertThat(ill.at(1, 0).fault()).isEqualTo(DemoFault.HANG);
        assertThat(ill.at(1, 0).latency()).isLessThan(Duration.ofMillis(40)).isPositive();
    }

    @Test
    void aRigNamesTheFaultsAndHowLongEachLasts() {
        DemoPlan ill = with(Map.of(
                        "muster.demo.hanging", "50",
                        "muster.demo.faults", "refuse, cut",
                        "muster.demo.fault-period", "60"))
                .plan();
        assertThat(ill.sick()).isEqualTo(0.5);
        assertThat(ill.faults()).containsExactly(DemoFault.REFUSE, DemoFault.CUT);
        assertThat(ill.period()).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({
        "muster.demo.faults,hang;cut,muster.demo.faults",
        "muster.demo.fault-period,-1,muster.demo.fault-period",
        "muster.demo,perhaps,muster.demo",
        "muster.demo.hosts,0,hosts",
        "muster.demo.hosts,many,muster.demo.hosts",
        "muster.demo.vms,-1,VMs",
        "muster.demo.vms,100001,VMs",
        "muster.demo.seed,-5,seed",
        "muster.demo.latency,-1,muster.demo.latency",
        "muster.demo.hanging,101,muster.demo.hanging"
    })
    void wrongValueIsNamed(String key, String value, String named) {
        assertThatThrownBy(() -> with(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    private static DemoConfig with(Map<String, String> values) {
        return new DemoConfig(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build());
    }
}
