package org.muster.inventory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Totals of lists that were counted lately. A total holds as long as the inventory's revision does. */
final class Totals {

    private static final int MOST = 500;

    /** A count, by its condition. */
    record Question(String sql, List<Object> values) {}

    private record Answer(long revision, long total) {}

    /** Counts. */
    interface Count<X extends Exception> {
        long run() throws X;
    }

    private final Map<Question, Answer> answers = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Answer> eldest) {
            return size() > MOST;
        }
    };

    /** The total at that revision, counted if it isn't known. */
    <X extends Exception> long at(long revision, Question question, Count<X> count) throws X {
        synchronized (answers) {
            Answer known = answers.get(question);
            if (known != null && known.revision == revision) {
                return known.total;
            }
        }
        long total = count.run();
        synchronized (answers) {
            answers.put(question, new Answer(revision, total));
        }
        return total;
    }
}
