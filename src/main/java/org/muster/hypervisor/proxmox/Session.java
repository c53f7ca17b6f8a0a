package org.muster.hypervisor.proxmox;

import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;
import org.muster.hypervisor.OrderInDoubt;
import org.muster.hypervisor.TimeLeft;
import org.muster.hypervisor.proxmox.NodeQueue.Asker;

/**
 * Asks the API as somebody: with an API token in every request, or with a ticket of 2 hours that is renewed after one. A
 * refusal of the credentials is final: each costs the cluster 3 s, and asking again helps nobody.
 */
final class Session {

    private static final Duration RENEW_AFTER = Duration.ofHours(1);

    /** @param csrf proves that a change is ours */
    private record Ticket(String text, String csrf, long since) {}

    private final Rest rest;
    private final NodeTurns turns;
    private final Credentials credentials;
    private @Nullable Ticket ticket;
    private volatile Format format = Format.JSON;

    Session(Rest rest, NodeTurns turns, Credentials credentials) {
        this.rest = rest;
        this.turns = turns;
        this.credentials = credentials;
    }

    /** From now on it is asked as a cluster of that version understands. */
    void speak(Format understood) {
        format = understood;
    }

    /** How many requests were sent. */
    int calls() {
        return rest.calls();
    }

    /** The data of a good answer, for a pass. */
    JsonValue get(String path, Duration limit) throws HypervisorException {
        return read(path, Asker.PASS, limit).data();
    }

    /** The data of a good answer that somebody waits for. */
    JsonValue look(String path, Duration limit) throws HypervisorException {
        return read(path, Asker.USER, limit).data();
    }

    /** A good answer, for a pass. */
    Answer read(String path, Duration limit) throws HypervisorException {
        return read(path, Asker.PASS, limit);
    }

    private Answer read(String path, Asker asker, Duration limit) throws HypervisorException {
        Answer answer = ask(path, asker, null, new TimeLeft(limit));
        if (!answer.isOk()) {
            throw Refusals.of(answer);
        }
        return answer;
    }

    private Answer ask(String path, Asker asker, @Nullable Map<String, String> form, TimeLeft left)
            throws HypervisorException {
        Map<String, String> who = who(form != null, left);
        Format asked = format;
        return asked.read(turns.during(path, asker, left, () -> rest.ask(asked.path(path), form, who, left.now())));
    }

    /** Asks for a pass without waiting for more than a ticket; the future ends with any answer, and may be cancelled. */
    CompletableFuture<Answer> begin(String path, Duration limit) throws HypervisorException {
        Format asked = format;
        Map<String, String> who = who(false, new TimeLeft(limit));
        CompletableFuture<Answer> coming = turns.begin(path, () -> rest.begin(asked.path(path), who));
        CompletableFuture<Answer> read = coming.thenApply(asked::read);
        read.whenComplete((answer, failure) -> coming.cancel(true));
        return read;
    }

    /**
     * The data of a good answer to a change that is asked for once.
     *
     * @throws OrderInDoubt if it may have been made although there is no good answer
     */
    JsonValue post(String path, Map<String, String> form, Duration limit) throws HypervisorException {
        Answer answer = ask(path, Asker.USER, form, new TimeLeft(limit));
        if (!answer.isOk()) {
            HypervisorException refusal = Refusals.of(answer);
            throw Refusals.leaveDoubt(answer.status()) ? new OrderInDoubt(refusal) : refusal;
        }
        try {
            return answer.data();
        } catch (HypervisorException e) {
            throw new OrderInDoubt(e);
        }
    }

    private Map<String, String> who(boolean change, TimeLeft left) throws HypervisorException {
        if (credentials.isToken()) {
            return Map.of("Authorization", "PVEAPIToken=" + credentials.name() + "=" + credentials.secret());
        }
        Ticket valid = ticket(left);
        String cookie = "PVEAuthCookie=" + Rest.encoded(valid.text());
        return change ? Map.of("Cookie", cookie, "CSRFPreventionToken", valid.csrf()) : Map.of("Cookie", cookie);
    }

    private synchronized Ticket ticket(TimeLeft left) throws HypervisorException {
        Ticket known = ticket;
        if (known != null && System.nanoTime() - known.since() < RENEW_AFTER.toNanos()) {
            return known;
        }
        Answer answer = logIn(left);
        if (!answer.isOk()) {
            throw Refusals.of(answer);
        }
        Fields given = Fields.of(answer.data());
        if (given.isSet("NeedTFA") || given.text("ticket").isEmpty()) {
            throw new HypervisorException(
                    Reason.CREDENTIALS_REFUSED, "This user needs a second factor; an API token needs none.");
        }
        ticket = new Ticket(given.text("ticket"), given.text("CSRFPreventionToken"), System.nanoTime());
        return ticket;
    }

    /** A ticket more or less changes nothing. */
    private Answer logIn(TimeLeft left) throws HypervisorException {
        Map<String, String> form = Map.of("username", credentials.name(), "password", credentials.secret());
        try {
            return rest.ask(Format.JSON.path("/access/ticket"), form, Map.of(), left.now());
        } catch (OrderInDoubt e) {
            throw e.lost();
        }
    }
}
