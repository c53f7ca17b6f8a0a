package org.muster.platform;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What administrators changed at run time, kept in the database so that every process on it follows. */
@Singleton
public class Settings {

    /**
     * One that was changed.
     *
     * @param name with its room's name in front, such as {@code sync.full-interval}; at most 100 characters
     * @param value at most 500 characters
     * @param by the account's name, at most 64 characters
     */
    public record Setting(String name, String value, Instant changed, String by) {}

    private final Database database;

    @Inject
    public Settings(Database database) {
        this.database = database;
    }

    /** Those of a room, by name; what was never changed is not among them. */
    public List<Setting> of(String room) {
        return database.read(tx -> of(tx, room));
    }

    /** The same in the caller's transaction. */
    public List<Setting> of(Connection tx, String room) throws SQLException {
        try (PreparedStatement select = tx.prepareStatement("SELECT * FROM setting WHERE name LIKE ? ORDER BY name")) {
            select.setString(1, room + ".%");
            try (ResultSet row = select.executeQuery()) {
                List<Setting> found = new ArrayList<>();
                while (row.next()) {
                    found.add(new Setting(
                            row.getString("name"),
                            row.getString("setting_value"),
                            Instant.ofEpochMilli(row.getLong("changed_at")),
                            row.getString("changed_by")));
                }
                return found;
            }
        }
    }

    /** Keeps a value from now on. */
    public void put(Connection tx, Setting setting) throws SQLException {
        remove(tx, setting.name());
        try (PreparedStatement insert = tx.prepareStatement(
                "INSERT INTO setting (name, setting_value, changed_at, changed_by) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, setting.name());
            insert.setString(2, setting.value());
            insert.setLong(3, setting.changed().toEpochMilli());
            insert.setString(4, setting.by());
            insert.executeUpdate();
        }
    }

    /** Forgets a value: what is configured holds again. */
    public void remove(Connection tx, String name) throws SQLException {
        try (PreparedStatement delete = tx.prepareStatement("DELETE FROM setting WHERE name = ?")) {
            delete.setString(1, name);
            delete.executeUpdate();
        }
    }
}
