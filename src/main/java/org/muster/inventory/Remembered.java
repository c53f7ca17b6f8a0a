package org.muster.inventory;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers to queries that were asked lately. An answer holds as long as the version of what was asked does.
 *
 * @param <V> a version, compared by equals
 * @param <A> an answer that nobody changes
 */
final class Remembered<V, A> {

    /** A query: the same text with the same values. */
    record Question(String sql, List<Object> values) {}

    private record Known<V, A>(V version, A answer) {}

    /** Asks the database. */
    interface Ask<A, X extends Exception> {
        A run() throws X;
    }

    private final Map<Question, Known<V, A>> answers;

    /** Keeps that many answers, the last used. */
    Remembered(int most) {
        this.answers = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Question, Known<V, A>> eldest) {
                return size() > most;
            }
        };
    }

    /**
     * The answer at that version, asked for if it isn't known.
     *
     * @param version read before the answer is: the answer may be newer than its version, never older
     */
    <X extends Exception> A at(V version, Question question, Ask<A, X> ask) throws X {
        synchronized (answers) {
            Known<V, A> known = answers.get(question);
            if (known != null && known.version.equals(version)) {
                return known.answer;
            }
        }
        A answer = ask.run();
        synchronized (answers) {
            answers.put(question, new Known<>(version, answer));
        }
        return answer;
    }
}
