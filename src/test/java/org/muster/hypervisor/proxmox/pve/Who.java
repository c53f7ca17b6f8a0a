package org.muster.hypervisor.proxmox.pve;

import org.jspecify.annotations.Nullable;

/**
 * Who asks.
 *
 * @param user "muster@pve"
 * @param token the name of the token after the "!", null for a ticket
 */
record Who(String user, @Nullable String token) {

    static Who of(String name) {
        int mark = name.indexOf('!');
        return mark < 0 ? new Who(name, null) : new Who(name.substring(0, mark), name.substring(mark + 1));
    }

    /** "muster@pve!full" or "alice@pve". */
    String name() {
        return token == null ? user : user + "!" + token;
    }
}
