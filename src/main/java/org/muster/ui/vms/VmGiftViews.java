package org.muster.ui.vms;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.rights.Grant;
import org.muster.access.rights.Grants;
import org.muster.access.rights.Permission;
import org.muster.access.rights.RightsBook;
import org.muster.access.rights.Role;
import org.muster.access.rights.Subject;
import org.muster.access.rights.VmTags;
import org.muster.ui.page.When;
import org.muster.ui.page.Who;
import org.muster.ui.page.Who.WhoLine;

/** Reads who has a VM, for callers who may share it. */
@Singleton
public class VmGiftViews {

    private final Grants grants;
    private final VmTags tags;
    private final RightsBook book;
    private final Who who;

    @Inject
    public VmGiftViews(Grants grants, VmTags tags, RightsBook book, Who who) {
        this.grants = grants;
        this.tags = tags;
        this.book = book;
        this.who = who;
    }

    /** Null if the caller may neither share nor assign the VM. */
    @Nullable
    VmGifts of(Caller caller, long vm, Map<String, String> typed) {
        boolean assign = book.may(caller.rights(), Permission.VM_ASSIGN, vm);
        if (!assign && !book.may(caller.rights(), Permission.VM_SHARE, vm)) {
            return null;
        }
        Set<Subject> owners = grants.owners(vm);
        List<Grant> shares = grants.ofVm(vm).stream().filter(Grant::shared).toList();
        List<Subject> all = new ArrayList<>(owners);
        shares.forEach(share -> all.add(share.subject()));
        Map<Subject, String> names = who.names(all);
        Instant now = Instant.now();
        return new VmGifts(
                assign,
                owners.stream()
                        .map(owner -> Who.line(owner, names))
                        .sorted(Comparator.comparing(WhoLine::name))
                        .toList(),
                shares.stream()
                        .map(share -> new VmGifts.Share(
                                share.id(),
                                Who.line(share.subject(), names),
                                share.role() == Role.POWER.id() ? "see, start and stop" : "see",
                                When.of(share.until(), now),
                                share.by()))
                        .toList(),
                String.join(", ", tags.of(vm)),
                typed);
    }
}
