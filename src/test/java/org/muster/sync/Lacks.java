package org.muster.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import org.muster.inventory.VmState;

/** What complete observations lacked, and whether VMs are missing or gone for no other reason. */
final class Lacks {

    private final MissingPolicy policy;
    private final BiPredicate<Long, String> stays;
    private final Map<Long, Map<String, Lack>> lacks = new HashMap<>();

    /** How often and since when (monotonic, as passes begin) a connection's full observations have lacked a VM. */
    private record Lack(int times, long since, long last) {}

    /** @param stays whether a connection's host truly has had a VM all the time */
    Lacks(MissingPolicy policy, BiPredicate<Long, String> stays) {
        this.policy = policy;
        this.stays = stays;
    }

    /** A full observation is written. @param all every VM that was ever known */
    void note(ToldAnswers.Told told, Set<String> all) {
        Map<String, Lack> before = lacks.getOrDefault(told.connection(), Map.of());
        Map<String, Lack> after = new HashMap<>();
        for (String id : all) {
            if (!told.readings().containsKey(id)) {
                Lack lack = before.getOrDefault(id, new Lack(0, told.begun(), 0));
                after.put(id, new Lack(lack.times + 1, lack.since, told.begun()));
            }
        }
        lacks.put(told.connection(), after);
    }

    /** That a VM is missing, or given up, was told so, often and long enough (rule 2). */
    void believed(VmState was, VmState is, ToldAnswers.Told told, String what) {
        boolean more = is.absence().passes() > was.absence().passes()
                || was.absence().since() == null && is.absence().since() != null
                || was.isLive() && !is.isLive();
        if (!more) {
            return;
        }
        assertThat(told.connection()).as("rule 2: only where %s was", what).isEqualTo(was.connectionId());
        if (told.kind() == ToldAnswers.Kind.LOOK) {
            assertThat(told.absent()).as("rule 2: %s was looked for", what).contains(is.externalId());
            assertThat(is.isLive() && !stays.test(was.connectionId(), is.externalId()))
                    .as("rule 2: %s was not undefined", what)
                    .isTrue();
            return;
        }
        assertThat(told.isFull())
                .as("rule 2: only a full pass says that %s is missing", what)
                .isTrue();
        assertThat(told.readings()).as("rule 2: %s was there", what).doesNotContainKey(is.externalId());
        if (was.isLive() && !is.isLive()) {
            Lack lack = Objects.requireNonNull(
                    lacks.getOrDefault(told.connection(), Map.of()).get(is.externalId()));
            assertThat(lack.times).as("rule 2: %s was given up too soon", what).isGreaterThanOrEqualTo(policy.passes());
            assertThat(Duration.ofNanos(lack.last - lack.since).plusSeconds(1))
                    .as("rule 2: %s was given up too soon", what)
                    .isGreaterThanOrEqualTo(policy.grace());
            assertThat(stays.test(was.connectionId(), is.externalId()))
                    .as("rule 2: %s is there and was given up", what)
                    .isFalse();
        }
    }
}
