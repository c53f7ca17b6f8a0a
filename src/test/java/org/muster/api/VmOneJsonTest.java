package org.muster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.muster.inventory.IpOrigin;
import org.muster.inventory.VmGuest;

class VmOneJsonTest {

    private static final Instant SEEN = Instant.parse("2026-11-21T11:58:00Z");

    private static VmGuest guest(String text) {
        return new VmGuest(
                VmGuest.Agent.ANSWERS,
                text,
                new VmGuest.Os("debian", text, "12", "6.1.0"),
                List.of(new VmGuest.Address("52:54:00:00:00:01", "10.220.15.50", 24, IpOrigin.AGENT)),
                List.of(new VmGuest.FileSystem("vda1", text, "ext4", 1000L, null)),
                List.of(new VmGuest.User(text, "", SEEN)),
                SEEN);
    }

    private static String json(VmJson view, @Nullable VmGuest guest) {
        return new String(VmOneJson.of(view, Vms.webServer(), guest), StandardCharsets.UTF_8);
    }

    @Test
    void aVmSaysWhatItsGuestSaid() {
        assertThat(json(Vms.fresh(), guest("web")))
                .startsWith("{\"id\":1000000017,")
                .endsWith(
                        """
                ,"ip_origin":null,"guest":{"agent":"answers","current":true,"observed_at":"2026-11-21T11:58:00.000Z",\
                "host_name":"web","os":{"id":"debian","name":"web","version":"12","kernel":"6.1.0"},\
                "addresses":[{"mac":"52:54:00:00:00:01","address":"10.220.15.50","prefix":24,"origin":"agent"}],\
                "file_systems":[{"name":"vda1","mount_point":"web","type":"ext4","total_bytes":1000,"used_bytes":null}],\
                "users":[{"name":"web","domain":"","login_at":"2026-11-21T11:58:00.000Z"}]}}""");
    }

    @Test
    void aGuestThatWasNeverAskedIsNull() {
        assertThat(json(Vms.fresh(), null)).endsWith(",\"ip_origin\":null,\"guest\":null}");
    }

    @Test
    void nothingOfAStaleVmIsCurrent() {
        assertThat(json(Vms.stale(), guest("web"))).contains("\"current\":false");
    }

    @Test
    void aGuestsWordsStayInTheirString() {
        assertThat(json(Vms.fresh(), guest("\",\"status\":\"gone\\\u2028")))
                .contains("\"host_name\":\"\\\",\\\"status\\\":\\\"gone\\\\")
                .doesNotContain(",\"status\":\"gone");
    }
}
