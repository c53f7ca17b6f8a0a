package org.muster.hypervisor.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoAddressTest {

    @Test
    void readsWhatItWrites() {
        DemoAddress address = new DemoAddress(new DemoFleetSize(1, 6, 120), 3);
        assertThat(address.text()).isEqualTo("demo://fleet?seed=1&hosts=6&vms=120&host=3");
        assertThat(DemoAddress.parse(address.text())).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo://fleet",
                "demo://fleet?seed=1&hosts=6&vms=120&host=7",
                "demo://fleet?seed=1&hosts=6&vms=120&host=0",
                "demo://fleet?seed=1&hosts=06&vms=120&host=3",
                "demo://fleet?seed=1&hosts=6&vms=-1&host=3",
                "demo://fleet?seed=1&hosts=6&vms=900000&host=3",
                "demo://fleet?seed=1&hosts=99999&vms=120&host=3",
                "demo://fleet?seed=1&hosts=6&vms=120&host=3&x=1",
                "demo://fleet?seed=1&hosts=6&vms=120&host=3\n",
                "DEMO://fleet?seed=1&hosts=6&vms=120&host=3",
                "demo://fleet?seed=١&hosts=6&vms=120&host=3"
            })
    void otherSpellingsAreRefusedInWords(String text) {
        assertThatThrownBy(() -> DemoAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .isNotBlank();
    }
}
