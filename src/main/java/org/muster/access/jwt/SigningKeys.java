package org.muster.access.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.muster.platform.Database;
import org.muster.platform.Secrets;
import org.muster.platform.Sequences;
import org.muster.platform.Time;

/**
 * The keys of all nodes on this database, sealed. Both parts are in the seal: whoever can only write to the database
 * brings no key of his own.
 */
@Singleton
public class SigningKeys {

    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    /** A key that is not known is looked for so often at most, whatever tokens somebody sends. */
    private static final Duration LOOKED_FOR = Duration.ofMillis(100);

    private final Database database;
    private final Secrets secrets;
    private final Time time;
    private List<SigningKey> known = List.of();
    private long read;

    @Inject
    public SigningKeys(Database database, Secrets secrets, Time time) {
        this.database = database;
        this.secrets = secrets;
        this.time = time;
        this.read = time.nanos() - REMEMBERED.toNanos();
    }

    /** The key to sign with; made if there is none. */
    SigningKey current() {
        Optional<SigningKey> newest = newest();
        if (newest.isEmpty()) {
            database.call(this::add);
            read(Duration.ZERO);
            newest = newest();
        }
        return newest.orElseThrow();
    }

    private Optional<SigningKey> newest() {
        return read(REMEMBERED).stream().filter(key -> key.until() == null).reduce((older, newer) -> newer);
    }

    /** The key of that name, if tokens that it signed are still good. */
    Optional<SigningKey> find(String kid) {
        Optional<SigningKey> found = named(kid, read(REMEMBERED));
        return found.isPresent() ? found : named(kid, read(LOOKED_FOR));
    }

    private Optional<SigningKey> named(String kid, List<SigningKey> keys) {
        Instant now = time.now();
        return keys.stream()
                .filter(key -> key.kid().equals(kid))
                .filter(key -> key.until() == null || key.until().isAfter(now))
                .findFirst();
    }

    /** All, the oldest first; the last one signs. */
    public List<SigningKey> all() {
        return read(Duration.ZERO);
    }

    /**
     * Makes a new key to sign with.
     *
     * @param keep how long tokens of the old ones stay good; zero ends them at once
     */
    public SigningKey rotate(Duration keep) {
        Instant now = time.now();
        database.call(tx -> {
            long until = now.plus(keep).toEpochMilli();
            try (PreparedStatement update =
                    tx.prepareStatement("UPDATE signing_key SET until_at = ? WHERE until_at IS NULL OR until_at > ?")) {
                update.setLong(1, until);
                update.setLong(2, until);
                update.executeUpdate();
            }
            try (PreparedStatement delete = tx.prepareStatement("DELETE FROM signing_key WHERE until_at <= ?")) {
                delete.setLong(1, now.toEpochMilli());
                delete.executeUpdate();
            }
            return add(tx);
        });
        read(Duration.ZERO);
        return current();
    }

    private boolean add(Connection tx) throws SQLException {
        ECKey pair = generated();
        long id = Sequences.next(tx, "signing_key_seq");
        String sealed = secrets.seal(tx, pair.toJSONString(), place(id));
        try (PreparedStatement insert =
                tx.prepareStatement("INSERT INTO signing_key (id, sealed, created_at) VALUES (?, ?, ?)")) {
            insert.setLong(1, id);
            insert.setString(2, sealed);
            insert.setLong(3, time.now().toEpochMilli());
            return insert.executeUpdate() == 1;
        }
    }

    private static ECKey generated() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyIDFromThumbprint(true).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e); // every Java has the curve
        }
    }

    private static String place(long id) {
        return "signing_key:" + id;
    }

    /** All, as they were at most so long ago. */
    private synchronized List<SigningKey> read(Duration age) {
        if (time.since(read).compareTo(age) >= 0) {
            known = database.read(this::select);
            read = time.nanos();
        }
        return known;
    }

    private List<SigningKey> select(Connection tx) throws SQLException {
        List<SigningKey> keys = new ArrayList<>();
        try (PreparedStatement select =
                        tx.prepareStatement("SELECT id, sealed, created_at, until_at FROM signing_key ORDER BY id");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                long until = row.getLong(4);
                Instant end = row.wasNull() ? null : Instant.ofEpochMilli(until);
                long id = row.getLong(1);
                keys.add(new SigningKey(id, pair(id, row.getString(2)), Instant.ofEpochMilli(row.getLong(3)), end));
            }
        }
        return List.copyOf(keys);
    }

    /** Opening a seal and reading a key takes its time, so what is known already is not opened again. */
    private ECKey pair(long id, String sealed) {
        return known.stream()
                .filter(key -> key.id() == id)
                .map(SigningKey::pair)
                .findFirst()
                .orElseGet(() -> parsed(secrets.open(sealed, place(id))));
    }

    private static ECKey parsed(String json) {
        try {
            return ECKey.parse(json);
        } catch (ParseException e) {
            throw new IllegalStateException("A signing key can't be read.", e);
        }
    }
}
