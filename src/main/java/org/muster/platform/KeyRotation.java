package org.muster.platform;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * Gives the secrets another key: writes it beside the one until now, seals everything anew in one transaction, then moves it
 * into its place. Wherever that is cut short, the next start finds the key that the database needs.
 */
@Singleton
public class KeyRotation {

    private static final System.Logger LOG = System.getLogger(KeyRotation.class.getName());

    /** What has just been done. */
    enum Step {
        KEY_WRITTEN,
        SEALED_ANEW,
        COMMITTED,
        MOVED
    }

    private final Database database;
    private final Secrets secrets;
    private final Consumer<Step> watch;

    @Inject
    public KeyRotation(Database database, Secrets secrets) {
        this(database, secrets, step -> {});
    }

    KeyRotation(Database database, Secrets secrets, Consumer<Step> watch) {
        this.database = database;
        this.secrets = secrets;
        this.watch = watch;
    }

    /**
     * Does it. Other nodes on the same database open nothing that is sealed until the new file is copied to them.
     *
     * @return how many secrets were sealed anew
     * @throws IllegalStateException if something does not open, or the key can't be written: all is as it was then
     */
    public synchronized int rotate() {
        int count = database.call(tx -> {
            String proof =
                    Secrets.proof(tx, true).orElseThrow(() -> new IllegalStateException("Nothing was ever sealed."));
            SealedBox old = secrets.inPlace(proof); // else the file of a key in force could be taken for one never used
            SealedBox fresh = secrets.files().makeNext();
            watch.accept(Step.KEY_WRITTEN);
            int sealed = 0;
            for (SealedColumn column : SealedColumn.ALL) {
                sealed += sealAnew(tx, column, fresh);
            }
            try (var update = tx.prepareStatement("UPDATE secret_key SET proof = ? WHERE id = 1")) {
                update.setString(1, Secrets.proof(fresh));
                update.executeUpdate();
            }
            secrets.know(old);
            secrets.know(fresh);
            watch.accept(Step.SEALED_ANEW);
            return sealed;
        });
        watch.accept(Step.COMMITTED);
        try {
            secrets.files().takeNext();
        } catch (IOException e) { // the next start does it
            LOG.log(
                    Level.WARNING,
                    "The new key is still at {0}: {1}",
                    secrets.files().next(),
                    e.getMessage());
        }
        watch.accept(Step.MOVED);
        return count;
    }

    private int sealAnew(Connection tx, SealedColumn column, SealedBox fresh) throws SQLException {
        int count = 0;
        try (var select = tx.prepareStatement("SELECT id, " + column.column() + " FROM " + column.table() + " WHERE "
                        + column.column() + " IS NOT NULL ORDER BY id FOR UPDATE");
                var update = tx.prepareStatement(
                        "UPDATE " + column.table() + " SET " + column.column() + " = ? WHERE id = ?");
                var row = select.executeQuery()) {
            while (row.next()) {
                String place = column.place(row.getLong(1));
                update.setString(1, fresh.seal(secrets.open(row.getString(2), place), place));
                update.setLong(2, row.getLong(1));
                update.addBatch();
                count++;
            }
            if (count > 0) {
                update.executeBatch();
            }
        }
        return count;
    }
}
