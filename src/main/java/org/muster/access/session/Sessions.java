package org.muster.access.session;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.platform.Database;
import org.muster.platform.DatabaseException;
import org.muster.platform.Sequences;
import org.muster.platform.Time;

/** All logins that are not over. */
@Singleton
public class Sessions {

    private static final System.Logger LOG = System.getLogger(Sessions.class.getName());
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    /** That it was seen is written so often at most. */
    private static final Duration NOTED = Duration.ofMinutes(1);

    private static final int MOST = 10_000;
    private static final int AGENT_LENGTH = 200;

    /**
     * Where and for how long a login is to be.
     *
     * @param source the address that it comes from
     * @param agent what the program calls itself, null if it does not
     * @param idle it is over after so long without a request
     * @param length it is over after so long in any case
     */
    public record Circumstances(String source, @Nullable String agent, Duration idle, Duration length) {}

    /** A family of refresh tokens, and the token that is to be used next; never shown again. */
    public record Refreshed(Session session, String token) {

        @Override
        public String toString() {
            return session.toString();
        }
    }

    private record Known(Session session, long until) {}

    private final Database database;
    private final Time time;
    private final Map<Long, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Known> eldest) {
            return size() > MOST;
        }
    };

    @Inject
    public Sessions(Database database, Time time) {
        this.database = database;
        this.time = time;
    }

    /** Begins a browser's. */
    public Session page(long account, String proof, Circumstances of) {
        return begin(account, Session.Kind.PAGE, proof, of, null);
    }

    /** Begins a program's. */
    public Refreshed token(long account, String proof, Circumstances of) {
        RefreshToken token = RefreshToken.first();
        return new Refreshed(begin(account, Session.Kind.TOKEN, proof, of, token), token.text());
    }

    private Session begin(
            long account, Session.Kind kind, String proof, Circumstances of, @Nullable RefreshToken token) {
        Instant now = time.now();
        return database.call(tx -> {
            // one that has not been seen for a moment less than NOTED may have been seen just now
            Duration idle = of.idle().plus(NOTED);
            Instant ends = now.plus(of.length());
            long id = Sequences.next(tx, "session_seq");
            Session session =
                    new Session(id, account, kind, proof, now, now, idle, ends, of.source(), agent(of.agent()));
            SessionRows.insert(tx, session, token);
            return session;
        });
    }

    /** Anybody may call himself anything. */
    private static String agent(@Nullable String agent) {
        String plain = agent == null ? "" : agent.replaceAll("[^ -~]", "?");
        return plain.length() > AGENT_LENGTH ? plain.substring(0, AGENT_LENGTH) : plain;
    }

    /** That one as it was at most a second ago, unless it is over; that it was seen is noted. */
    public Optional<Session> find(long id) {
        Instant now = time.now();
        Optional<Session> found = byId(id).filter(session -> !session.isOver(now));
        found.filter(session -> session.lastSeen().plus(NOTED).isBefore(now)).ifPresent(session -> note(session, now));
        return found;
    }

    private Optional<Session> byId(long id) {
        long now = time.nanos();
        synchronized (known) {
            Known remembered = known.get(id);
            if (remembered != null && remembered.until() - now > 0) {
                return Optional.of(remembered.session());
            }
        }
        Optional<Session> found = database.read(tx -> SessionRows.select(tx, " WHERE id = ?", id)).stream()
                .findFirst();
        synchronized (known) {
            found.ifPresentOrElse(
                    session -> known.put(id, new Known(session, now + REMEMBERED.toNanos())), () -> known.remove(id));
        }
        return found;
    }

    /** That it can't be noted keeps nobody out. */
    private void note(Session session, Instant now) {
        synchronized (known) { // so that of several requests at once one writes
            known.computeIfPresent(
                    session.id(), (id, one) -> new Known(one.session().seen(now), one.until()));
        }
        try {
            database.call(tx -> SessionRows.run(
                    tx, "UPDATE login_session SET last_seen = ? WHERE id = ?", now.toEpochMilli(), session.id()));
        } catch (DatabaseException e) {
            LOG.log(Level.WARNING, "When session {0} was seen is not noted: {1}", session.id(), e.getMessage());
        }
    }

    /** Those of an account that are not over, the latest first. */
    public List<Session> of(long account) {
        Instant now = time.now();
        return database.read(tx -> SessionRows.select(tx, " WHERE account_id = ? ORDER BY id DESC", account)).stream()
                .filter(session -> !session.isOver(now))
                .toList();
    }

    /** The session that a refresh token is of, used or not, unless it is over. */
    public Optional<Session> family(String text) {
        Instant now = time.now();
        return RefreshToken.parse(text)
                .flatMap(token -> database.read(
                        tx -> SessionRows.select(tx, " WHERE family_hash = ?", token.familyHash()).stream()
                                .findFirst()))
                .filter(session -> !session.isOver(now));
    }

    /**
     * Gives the next token for one that was not used yet. One that was used before ends its family: either it was stolen,
     * or the one that took its place was.
     *
     * @param text what somebody sent
     * @return empty if it is none of ours, or was used before
     */
    public Optional<Refreshed> refresh(String text) {
        Instant now = time.now();
        return RefreshToken.parse(text).flatMap(token -> {
            RefreshToken next = token.next();
            Optional<Session> session = database.call(tx -> rotate(tx, token, next, now));
            return session.map(one -> new Refreshed(one, next.text()));
        });
    }

    private Optional<Session> rotate(Connection tx, RefreshToken token, RefreshToken next, Instant now)
            throws SQLException {
        Optional<Session> family =
                SessionRows.select(tx, " WHERE family_hash = ? FOR UPDATE", token.familyHash()).stream()
                        .filter(session -> !session.isOver(now))
                        .findFirst();
        if (family.isEmpty()) {
            return family;
        }
        long id = family.get().id();
        int rotated = SessionRows.run(
                tx,
                "UPDATE login_session SET refresh_hash = ?, last_seen = ? WHERE id = ? AND refresh_hash = ?",
                next.hash(),
                now.toEpochMilli(),
                id,
                token.hash());
        if (rotated == 1) {
            return family;
        }
        SessionRows.run(tx, "DELETE FROM login_session WHERE id = ?", id);
        forget();
        LOG.log(Level.WARNING, "A refresh token of session {0} was used twice: the session is over.", id);
        return Optional.empty();
    }

    /** Ends one of an account's; false if it has none of that id. */
    public boolean end(long account, long id) {
        return ended("DELETE FROM login_session WHERE account_id = ? AND id = ?", account, id) == 1;
    }

    /** Ends all of an account's; how many. */
    public int endAll(long account) {
        return ended("DELETE FROM login_session WHERE account_id = ?", account);
    }

    /** Ends all of an account's but one. */
    public int endOthers(long account, long but) {
        return ended("DELETE FROM login_session WHERE account_id = ? AND id <> ?", account, but);
    }

    /** Removes what is over. */
    public int tidy() {
        long now = time.now().toEpochMilli();
        return ended("DELETE FROM login_session WHERE ends_at <= ? OR last_seen + idle <= ?", now, now);
    }

    private int ended(String sql, Object... values) {
        int ended = database.call(tx -> SessionRows.run(tx, sql, values));
        forget();
        return ended;
    }

    private void forget() {
        synchronized (known) {
            known.clear();
        }
    }
}
