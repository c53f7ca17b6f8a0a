package org.muster.hypervisor.libvirt;

import java.util.Locale;
import java.util.regex.Pattern;
import org.muster.inventory.VmCategory;

/** The family of a guest's operating system: from libosinfo's id, else a guess from the VM's name. */
final class OsHint {

    private static final String LINUX = "linux|ubuntu|debian|fedora|redhat|rhel|centos|suse|sles|oracle\\.com/ol|amazon"
            + "|mageia|altlinux|nixos|gentoo|cirros|coreos|elementary\\.io|popos|pop-os|guix|openeuler|openwrt|kali|rocky|mint";
    private static final Pattern LINUX_ID = Pattern.compile(LINUX);
    private static final Pattern LINUX_NAME = Pattern.compile("(?<![a-z])(?:" + LINUX + "|alma|arch|alpine)");
    private static final Pattern WINDOWS_NAME =
            Pattern.compile("(?<![a-z])(?:windows|win(?=[-_. ]?(?:\\d|srv|server|xp|vista|dc))|w2k|mswin)");

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
        return says ? VmCategory.OTHER : ofName(name.toLowerCase(Locale.ROOT));
    }

    private static VmCategory ofName(String name) {
        if (WINDOWS_NAME.matcher(name).find()) {
            return VmCategory.WINDOWS;
        }
        return LINUX_NAME.matcher(name).find() ? VmCategory.LINUX : VmCategory.OTHER;
    }
}
