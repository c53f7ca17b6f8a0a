package org.muster.platform;

import java.util.Locale;
import org.eclipse.microprofile.config.Config;

/**
 * Where the database is. Settings {@code muster.db.url}, {@code muster.db.user}, {@code muster.db.password}; by default
 * an H2 file in Muster's folder.
 *
 * @param password never shown: {@link #toString} leaves it out
 */
public record DatabaseConfig(String url, String user, String password) {

    /** What the SQL of Muster counts on; a setting that the URL already has stays as it is. */
    private static final String[] H2_SETTINGS = {
        "MODE=MariaDB",
        "DATABASE_TO_LOWER=TRUE",
        "CASE_INSENSITIVE_IDENTIFIERS=TRUE",
        "LOCK_TIMEOUT=10000",
        "DB_CLOSE_ON_EXIT=FALSE",
        "DB_CLOSE_DELAY=-1",
        // Every commit is in the file before it is answered for, and no thread of H2's own stores half of a
        // transaction.
        "WRITE_DELAY=0",
        // Twice the time between two calls of Database.tidy, which has the disk take everything.
        "RETENTION_TIME=20000",
        // Whatever fails is thrown, and logged where it is caught: a second log beside the data would hold values of
        // rows.
        "TRACE_LEVEL_FILE=0"
    };

    /**
     * @throws IllegalArgumentException if the URL is neither H2's nor MariaDB's
     */
    public DatabaseConfig {
        if (url.startsWith("jdbc:h2:")) {
            url = withH2Settings(url);
        } else if (!url.startsWith("jdbc:mariadb:")) {
            throw new IllegalArgumentException("muster.db.url must begin with jdbc:h2: or jdbc:mariadb:");
        }
    }

    static DatabaseConfig of(Config config, Home home) {
        return new DatabaseConfig(
                config.getOptionalValue("muster.db.url", String.class).orElse("jdbc:h2:file:" + home.file("muster")),
                config.getOptionalValue("muster.db.user", String.class).orElse("muster"),
                config.getOptionalValue("muster.db.password", String.class).orElse(""));
    }

    /** Whether the database is H2 inside this process. */
    public boolean isH2() {
        return url.startsWith("jdbc:h2:");
    }

    private static String withH2Settings(String url) {
        StringBuilder all = new StringBuilder(url);
        String given = url.toUpperCase(Locale.ROOT);
        for (String setting : H2_SETTINGS) {
            if (!given.contains(";" + setting.substring(0, setting.indexOf('=') + 1))) {
                all.append(';').append(setting);
            }
        }
        return all.toString();
    }

    @Override
    public String toString() {
        return "DatabaseConfig[user=" + user + "]";
    }
}
