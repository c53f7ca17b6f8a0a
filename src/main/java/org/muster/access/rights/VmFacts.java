package org.muster.access.rights;

import java.util.Set;

/**
 * What of a VM decides who is granted it.
 *
 * @param trusted whether its cluster is trusted to name and tag it
 * @param nameKey its name in lower case
 * @param sourceTags as its source has them
 * @param ownTags as Muster has them
 */
record VmFacts(long id, long cluster, boolean trusted, String nameKey, Set<String> sourceTags, Set<String> ownTags) {

    /** The tags that count. */
    boolean hasTag(String tag) {
        return ownTags.contains(tag) || (trusted && sourceTags.contains(tag));
    }
}
