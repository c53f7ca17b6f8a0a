package org.muster.hypervisor.libvirt;

import java.util.Locale;
import java.util.regex.Pattern;
import org.muster.hypervisor.NameHint;
import org.muster.inventory.VmCategory;

/** The family of a guest's operating system: from libosinfo's id, else a guess from the VM's name. */
final class OsHint {

    private static final Pattern LINUX_ID = Pattern.compile(NameHint.LINUX);

    private OsHint() {}

    static VmCategory category(String osId, String name) {
        String id = osId.toLowerCase(Locale.ROOT);
        if (id.contains("microsoft.com/")) {
            return VmCategory.WINDOWS;
        }
        if (LINUX_ID.matcher(id).find()) {
            return VmCategory.LINUX;
        }
        boolean says = !id.isEmpty() && !id.endsWith("/unknown");
        return says ? VmCategory.OTHER : NameHint.category(name);
    }
}
