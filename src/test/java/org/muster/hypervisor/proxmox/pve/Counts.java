package org.muster.hypervisor.proxmox.pve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many requests came by which route, and how many at once. */
final class Counts {

    private static final int REMEMBERED = 1000;

    private final TreeMap<String, Integer> requests = new TreeMap<>();
    private final Map<String, Integer> open = new HashMap<>();
    private final Map<String, Integer> most = new HashMap<>();
    private final Deque<String> lately = new ArrayDeque<>();

    /** A request has come. */
    synchronized void begin(String route, String lane, String said) {
        requests.merge(route, 1, Integer::sum);
        most.merge(lane, open.merge(lane, 1, Integer::sum), Math::max);
        most.merge(all(lane), open.merge(all(lane), 1, Integer::sum), Math::max);
        lately.addLast(said);
        if (lately.size() > REMEMBERED) {
            lately.removeFirst();
        }
    }

    /** Its answer is out, or its connection gone. */
    synchronized void end(String lane) {
        open.merge(lane, -1, Integer::sum);
        open.merge(all(lane), -1, Integer::sum);
    }

    /** A node with its agents. */
    static String all(String lane) {
        return lane.replace("/agent", "") + "/*";
    }

    synchronized Map<String, Integer> requests() {
        return new TreeMap<>(requests);
    }

    synchronized List<String> lately() {
        return List.copyOf(lately);
    }

    synchronized int most(String lane) {
        return most.getOrDefault(lane, 0);
    }

    synchronized void forget() {
        requests.clear();
        most.clear();
        lately.clear();
    }
}
