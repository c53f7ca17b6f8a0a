package org.muster.access.rights;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A department, a class: people who are granted things together. Members of a group are members of its parent too.
 *
 * @param parent a group that has no parent itself, or null
 * @param members ids of accounts
 */
public record Group(long id, String name, @Nullable Long parent, Set<Long> members) {

    public Group {
        members = Set.copyOf(members);
    }
}
