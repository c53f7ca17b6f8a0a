package org.muster.access.admin;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.muster.access.Caller;
import org.muster.access.Trail;
import org.muster.access.rights.Grant;
import org.muster.access.rights.Grants;
import org.muster.access.rights.Holdings;
import org.muster.access.rights.Permission;
import org.muster.access.rights.RightsBook;
import org.muster.access.rights.Role;
import org.muster.access.rights.Subject;
import org.muster.access.rights.VmTags;

/**
 * Who owns a VM, with whom it is shared and which tags it has in Muster. The caller must have been found to see the VM and
 * to hold the permission on it; what these would give besides is looked at here.
 */
@Singleton
public class VmGiving {

    private final Grants grants;
    private final Holdings holdings;
    private final VmTags tags;
    private final RightsBook book;
    private final Trail trail;

    @Inject
    public VmGiving(Grants grants, Holdings holdings, VmTags tags, RightsBook book, Trail trail) {
        this.grants = grants;
        this.holdings = holdings;
        this.tags = tags;
        this.book = book;
        this.trail = trail;
    }

    /** Has a VM owned by these and by no others. */
    public void own(Caller caller, long vm, Set<Subject> owners) {
        String detail = words(grants.owners(vm)) + " to " + words(owners);
        trail.record(caller, "vm.assign", "vm:" + vm, detail, () -> {
            require(caller, Role.OWNER.permissions(), vm);
            owners.stream()
                    .filter(owner -> owner.kind() == Subject.Kind.GROUP)
                    .forEach(owner -> require(caller, holdings.heldOnVmsOf(owner), vm));
            grants.setOwners(vm, owners, caller.name());
            return owners;
        });
    }

    /** Lets somebody else see it, or start and stop it, as far as the caller may. */
    public Grant share(Caller caller, long vm, Grants.Wanted wanted) {
        String detail = wanted.role().name() + " for " + wanted.subject()
                + (wanted.until() == null ? "" : " until " + wanted.until());
        return trail.record(caller, "vm.share", "vm:" + vm, detail, () -> {
            require(caller, wanted.role().permissions(), vm);
            return grants.add(wanted, caller.name());
        });
    }

    /** Takes a share back. */
    public void unshare(Caller caller, long vm, Grant share) {
        trail.record(caller, "vm.unshare", "vm:" + vm, share.subject().toString(), () -> {
            grants.remove(share.id());
            return true;
        });
    }

    /** Gives a VM these tags and no others; a tag by which something is granted needs that on the VM. */
    public void tag(Caller caller, long vm, Set<String> wanted) {
        trail.record(caller, "vm.tag", "vm:" + vm, tags.of(vm) + " to " + new TreeSet<>(wanted), () -> {
            Set<String> added = new HashSet<>(wanted);
            added.removeAll(tags.of(vm));
            require(caller, holdings.heldByTags(added), vm);
            tags.set(vm, wanted);
            return wanted;
        });
    }

    private void require(Caller caller, Set<Permission> held, long vm) {
        held.forEach(one -> book.require(caller.rights(), one, vm));
    }

    private static String words(Collection<Subject> subjects) {
        return subjects.stream().map(Subject::toString).sorted().collect(Collectors.joining(", "));
    }
}
