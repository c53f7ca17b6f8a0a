package org.muster.hypervisor.libvirt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.GuestObservation;
import org.muster.hypervisor.GuestObservation.FileSystem;
import org.muster.hypervisor.GuestObservation.GuestOs;
import org.muster.hypervisor.GuestObservation.GuestUser;

/** What libvirt's guest information says, of which every word is the guest's own. What is lacking is not known. */
record GuestParameters(Map<String, Object> values) {

    @Nullable
    String hostName() {
        return values.get("hostname") instanceof String name && !name.isBlank() ? name : null;
    }

    @Nullable
    GuestOs os() {
        String id = text("os.id");
        String name = text("os.pretty-name");
        if (name.isBlank()) {
            name = text("os.name");
        }
        String version = text("os.version-id");
        if (version.isBlank()) {
            version = text("os.version");
        }
        boolean says = !id.isBlank() || !name.isBlank();
        return says ? new GuestOs(id, name, version, text("os.kernel-release")) : null;
    }

    @Nullable
    List<FileSystem> fileSystems() {
        return all(
                "fs",
                i -> new FileSystem(
                        text("fs." + i + ".name"),
                        text("fs." + i + ".mountpoint"),
                        text("fs." + i + ".fstype"),
                        number("fs." + i + ".total-bytes"),
                        number("fs." + i + ".used-bytes")));
    }

    @Nullable
    List<GuestUser> users() {
        return all(
                "user",
                i -> new GuestUser(
                        text("user." + i + ".name"),
                        text("user." + i + ".domain"),
                        number("user." + i + ".login-time")));
    }

    private <T> @Nullable List<T> all(String kind, IntFunction<T> one) {
        Long count = number(kind + ".count");
        if (count == null || count < 0) {
            return null;
        }
        List<T> all = new ArrayList<>();
        for (int i = 0; i < Math.min(count, GuestObservation.MOST); i++) {
            all.add(one.apply(i));
        }
        return all;
    }

    private String text(String name) {
        return values.get(name) instanceof String text ? text : "";
    }

    private @Nullable Long number(String name) {
        return values.get(name) instanceof Long number ? number : null;
    }
}
