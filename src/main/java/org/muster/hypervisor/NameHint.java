package org.muster.hypervisor;

import java.util.Locale;
import java.util.regex.Pattern;
import org.muster.inventory.VmCategory;

/** The family of a guest's operating system, guessed from the VM's name where nothing better is known. */
public final class NameHint {

    /** Names of Linux systems, as an alternation of a regular expression. */
    public static final String LINUX = "linux|ubuntu|debian|fedora|redhat|rhel|centos|suse|sles|oracle\\.com/ol|amazon"
            + "|mageia|altlinux|nixos|gentoo|cirros|coreos|elementary\\.io|popos|pop-os|guix|openeuler|openwrt|kali|rocky|mint";

    private static final Pattern LINUX_NAME = Pattern.compile("(?<![a-z])(?:" + LINUX + "|alma|arch|alpine)");
    private static final Pattern WINDOWS_NAME =
            Pattern.compile("(?<![a-z])(?:windows|win(?=[-_. ]?(?:\\d|srv|server|xp|vista|dc))|w2k|mswin)");

    private NameHint() {}

    /** OTHER if the name says nothing. */
    public static VmCategory category(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (WINDOWS_NAME.matcher(lower).find()) {
            return VmCategory.WINDOWS;
        }
        return LINUX_NAME.matcher(lower).find() ? VmCategory.LINUX : VmCategory.OTHER;
    }
}
