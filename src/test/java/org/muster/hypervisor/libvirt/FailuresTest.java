package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Requested operation is not valid: domain is already running|Requested operation is not valid: domain is"
                        + " already running",
                "Cannot access storage file '/var/lib/libvirt/images/a b.qcow2': No such file|Cannot access storage file"
                        + " '… b.qcow2': No such file",
                "bad thing <domain type='kvm'><secret/></domain> after|bad thing …",
                "QEMU 7.2/KVM is odd|QEMU 7.2/KVM is odd"
            })
    void messagesKeepTheirWordsAndLosePathsAndXml(String raw, String cleaned) {
        assertThat(Failures.cleaned(raw)).isEqualTo(cleaned);
    }

    @Test
    void messagesAreOneShortLine() {
        assertThat(Failures.cleaned("a\r\n\tb\u0000\u202ec")).isEqualTo("a b c");
        assertThat(Failures.cleaned("x".repeat(5000))).hasSize(300);
        assertThat(Failures.cleaned(null)).isNotBlank();
        assertThat(Failures.cleaned("")).isNotBlank();
    }
}
