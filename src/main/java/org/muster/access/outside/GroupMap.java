package org.muster.access.outside;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Which groups outside stand for which of Muster's.
 *
 * @param map names of Muster's groups by the name outside
 */
public record GroupMap(Map<String, Set<String>> map) {

    private static final String ARROW = "->";

    public GroupMap {
        map = Map.copyOf(map);
    }

    /**
     * As it is written in a setting: {@code theirs -> ours; theirs -> ours}.
     *
     * @param normal how names outside are made comparable
     * @throws IllegalStateException if it is written otherwise
     */
    public static GroupMap parse(String setting, String text, UnaryOperator<String> normal) {
        Map<String, Set<String>> map = new HashMap<>();
        for (String pair : text.split(";")) {
            int arrow = pair.lastIndexOf(ARROW);
            if (pair.isBlank()) {
                continue;
            }
            String theirs = arrow < 0 ? "" : pair.substring(0, arrow).strip();
            String ours =
                    arrow < 0 ? "" : pair.substring(arrow + ARROW.length()).strip();
            if (theirs.isEmpty() || ours.isEmpty()) {
                throw new IllegalStateException(setting + " must be like \"theirs -> ours; theirs -> ours\".");
            }
            map.computeIfAbsent(normal.apply(theirs), name -> new HashSet<>()).add(ours);
        }
        return new GroupMap(map);
    }

    /** Muster's groups for these outside, whose names are comparable already. */
    public Set<String> ours(Collection<String> theirs) {
        Set<String> ours = new TreeSet<>();
        theirs.forEach(name -> ours.addAll(map.getOrDefault(name, Set.of())));
        return ours;
    }

    /** All groups of Muster that it names. */
    public Set<String> all() {
        return ours(map.keySet());
    }
}
