package org.muster.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;

class DefinitionsTest {

    private final Definitions definitions = new Definitions();

    private static byte[] named(String name) {
        return ("<domain><name>" + name + "</name></domain>").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void textThatIsTheSameIsNotParsedAgain() throws Exception {
        Definition first = definitions.of("a", named("web"));
        assertThat(definitions.of("a", named("web"))).isSameAs(first);
        assertThat(definitions.of("b", named("web"))).isNotSameAs(first);
    }

    @Test
    void textThatChangedIsParsedAgain() throws Exception {
        definitions.of("a", named("web"));
        assertThat(definitions.of("a", named("wed")).name()).isEqualTo("wed");
        assertThat(definitions.of("a", named("web")).name()).isEqualTo("web");
    }

    @Test
    void textThatCannotBeReadIsNotRemembered() throws Exception {
        byte[] broken = "<domain>".getBytes(StandardCharsets.UTF_8);
        byte[] latin = {'<', 'a', (byte) 0xe4, '/', '>'};
        for (byte[] bad : new byte[][] {broken, broken, latin}) {
            var thrown = catchThrowableOfType(HypervisorException.class, () -> definitions.of("a", bad));
            assertThat(thrown.reason()).isEqualTo(Reason.BAD_ANSWER);
        }
        assertThat(definitions.of("a", named("web")).name()).isEqualTo("web");
    }

    @Test
    void othersAreForgotten() throws Exception {
        Definition kept = definitions.of("a", named("web"));
        Definition dropped = definitions.of("b", named("web"));
        definitions.keepOnly(Set.of("a", "c"));
        assertThat(definitions.of("a", named("web"))).isSameAs(kept);
        assertThat(definitions.of("b", named("web"))).isNotSameAs(dropped);
    }
}
