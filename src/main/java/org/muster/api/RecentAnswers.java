package org.muster.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.muster.access.Caller;
import org.muster.access.rights.Rights;
import org.muster.inventory.VmPage;

/** Lists as they were last written: while the rows and the view of them are the same, they are not written again. */
final class RecentAnswers {

    private static final int MOST = 32;
    private static final int MOST_BYTES = 128 * 1024;

    private record Question(VmListRequest request, Rights rights) {}

    private record Written(VmPage page, VmJson view, VmLists.Answer answer) {}

    private final Map<Question, Written> written = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Written> eldest) {
            return size() > MOST;
        }
    };

    /** The answer made of that page and view, written if it isn't known. */
    VmLists.Answer of(
            VmListRequest request, Caller caller, VmPage page, VmJson view, Supplier<VmLists.Answer> writing) {
        Question question = new Question(request, caller.rights());
        Written known;
        synchronized (written) {
            known = written.get(question);
        }
        // Both are mostly the very objects of the time before, which makes comparing cheap.
        if (known != null && known.page.equals(page) && known.view.equals(view)) {
            return known.answer;
        }
        VmLists.Answer answer = writing.get();
        if (answer.json().length <= MOST_BYTES) {
            synchronized (written) {
                written.put(question, new Written(page, view, answer));
            }
        }
        return answer;
    }
}
