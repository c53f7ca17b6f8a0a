package org.muster.ui.profile;

import java.time.Instant;
import org.muster.access.session.Session;
import org.muster.ui.page.When;

/**
 * One of the caller's sessions.
 *
 * @param kind in words
 * @param current whether the page was asked for by it
 */
public record SessionLine(long id, String kind, String agent, String source, When begun, When seen, boolean current) {

    static SessionLine of(Session session, long current, Instant now) {
        return new SessionLine(
                session.id(),
                session.kind() == Session.Kind.PAGE ? "Browser" : "Program",
                session.agent().isEmpty() ? "unknown" : session.agent(),
                session.source(),
                When.at(session.begun(), now),
                When.at(session.lastSeen(), now),
                session.id() == current);
    }
}
