package org.muster.access.admin;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.muster.access.Caller;
import org.muster.access.Trail;
import org.muster.access.rights.Group;
import org.muster.access.rights.Groups;
import org.muster.access.rights.Holdings;
import org.muster.access.rights.Subject;

/** Adds, changes and removes groups. Each throws as {@link Groups} does, or if the caller has not all that they hold. */
@Singleton
public class GroupChanges {

    private final Groups groups;
    private final Holdings holdings;
    private final Trail trail;

    @Inject
    public GroupChanges(Groups groups, Holdings holdings, Trail trail) {
        this.groups = groups;
        this.holdings = holdings;
        this.trail = trail;
    }

    public Group add(Caller caller, String name, @Nullable Long parent, Set<Long> members) {
        return trail.record(caller, "group.add", name, words(parent, members), () -> {
            requireOver(caller, parent);
            return groups.add(name, parent, members);
        });
    }

    public void change(Caller caller, Group known, Group wanted) {
        String detail = known.name() + " to " + wanted.name() + ", " + words(known.parent(), known.members()) + " to "
                + words(wanted.parent(), wanted.members());
        trail.record(caller, "group.change", target(known), detail, () -> {
            requireOver(caller, known.id());
            requireOver(caller, wanted.parent());
            groups.change(wanted);
            return wanted;
        });
    }

    public void remove(Caller caller, Group known) {
        trail.record(caller, "group.delete", target(known), known.name(), () -> {
            requireOver(caller, known.id());
            groups.remove(known.id());
            return true;
        });
    }

    /** Who puts people into a group gives them what it holds. */
    private void requireOver(Caller caller, @Nullable Long group) {
        if (group != null) {
            caller.rights().requireAll(holdings.held(Subject.group(group)));
            caller.rights().requireAll(holdings.heldOnVmsOf(Subject.group(group)));
        }
    }

    private static String target(Group group) {
        return Subject.group(group.id()).toString();
    }

    private static String words(@Nullable Long parent, Set<Long> members) {
        return (parent == null ? "" : "parent " + parent + ", ") + "members " + members;
    }
}
