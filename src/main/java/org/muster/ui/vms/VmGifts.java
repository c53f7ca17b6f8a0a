package org.muster.ui.vms;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.muster.ui.page.When;
import org.muster.ui.page.Who.WhoLine;

/**
 * Who has a VM, and which tags it has in Muster.
 *
 * @param assign whether the caller may change owners and tags
 * @param tags separated by commas
 * @param typed what was typed last time
 */
public record VmGifts(
        boolean assign, List<WhoLine> owners, List<Share> shares, String tags, Map<String, String> typed) {

    /** Somebody with whom it is shared. */
    public record Share(long id, WhoLine who, String may, @Nullable When until, String by) {}

    public String value(String name) {
        return typed.getOrDefault(name, "");
    }
}
